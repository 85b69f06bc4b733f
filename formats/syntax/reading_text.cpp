// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include <bview/core/integers.hpp>
#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/reading_arguments.hpp>
#include <bview/formats/syntax/reading_text.hpp>
#include <bview/formats/text/charset.hpp>
#include <bview/formats/text/parse_cells.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

/// How many bytes a reading takes; none where it takes any number.
struct Sizes {
  ReadingKind kind;
  std::vector<std::int64_t> sizes;
};
const Sizes* sizes_of(ReadingKind kind) {
  static const Sizes kSizes[] = {{ReadingKind::Uuid, {16}},
                                 {ReadingKind::Guid, {16}},
                                 {ReadingKind::Ip, {4, 16}},
                                 {ReadingKind::Mac, {6, 8}},
                                 {ReadingKind::Dos, {2, 4}}};
  const auto* found = std::find_if(std::begin(kSizes), std::end(kSizes),
                                   [kind](const Sizes& row) { return row.kind == kind; });
  return found == std::end(kSizes) ? nullptr : found;
}

/// hex mac ip uuid take an array of bytes as one value.
bool takes_bytes(ReadingKind kind) {
  constexpr ReadingKind kTaking[] = {ReadingKind::Hex, ReadingKind::Mac, ReadingKind::Ip,
                                     ReadingKind::Uuid, ReadingKind::Guid};
  return std::find(std::begin(kTaking), std::end(kTaking), kind) != std::end(kTaking);
}

class ReadingParser {
 public:
  ReadingParser(Scanner& text, const ReadingTarget& target)
      : text_(text), target_(target), given_(given_by(target.scalar->type)) {}

  ReadReading read() {
    do {
      read_step();
      text_.skip_space();
    } while (text_.take("|"));
    set_units();
    result_.reading = std::make_shared<const Reading>(std::move(reading_));
    return std::move(result_);
  }

 private:
  void read_step() {
    text_.skip_space();
    const std::size_t where = text_.at();
    const std::string name(take_name());
    ReadingStep step{ReadingKind::Hex};
    const ReadingRow* row = find_reading(name);
    if (row == nullptr) {
      if (!is_charset(name)) refuse_name(where, name);
      row = &row_of(ReadingKind::Charset);
      step.text = name;
    }
    step.kind = row->kind;
    if (step.kind == ReadingKind::Bits) step.from_top = text_.take(">");
    check_target(*row, name, where);
    read_arguments(*row, name, where, step);
    given_ = made_by(*row, given_);
    reading_.steps.push_back(std::move(step));
  }

  std::string_view take_name() {
    std::string_view name = text_.take_all(kReadingNameCharacters);
    return name;
  }

  [[noreturn]] void refuse_name(std::size_t where, const std::string& name) const {
    std::vector<std::string> known;
    for (const ReadingRow& row : reading_rows()) known.emplace_back(row.name);
    if (name.empty()) {
      text_.fail(where, fmt::format("the name of a reading is missing behind the '|'; there are {}",
                                    fmt::join(known, " ")));
    }
    const std::vector<std::string> nearest = nearest_words(name, known, 1);
    const bool near =
        !nearest.empty() && word_distance(name, nearest.front()) * 3 <= name.size() + 2;
    text_.fail(where, near ? fmt::format("there is no reading {}; did you mean '{}'?", quoted(name),
                                         nearest.front())
                           : fmt::format("there is no reading and no charset {}; there are {}",
                                         quoted(name), fmt::join(known, " ")));
  }

  void check_target(const ReadingRow& row, std::string_view name, std::size_t where) {
    if (!reading_.steps.empty() && reading_.steps.back().kind == ReadingKind::Bits) {
      text_.fail(where, "bits(...) stands alone: it makes a record");
    }
    if (row.kind == ReadingKind::Bits && !reading_.steps.empty()) {
      text_.fail(where, "bits(...) stands alone: it makes a record");
    }
    if (reading_.steps.empty() && target_.bytes && takes_bytes(row.kind)) {
      result_.takes_bytes = true;
      given_ = reads::kBytes;
    }
    if ((row.takes & given_) == 0) {
      const bool first = reading_.steps.empty();
      text_.fail(where, fmt::format("'{}' reads {}, and {} is none", name, row.reads,
                                    first ? type_text() : "what stands in front of it"));
    }
    const Sizes* sizes = sizes_of(row.kind);
    if (target_.bits && (row.kind == ReadingKind::Bits || (sizes && reading_.steps.empty()))) {
      text_.fail(where,
                 fmt::format("'{}' reads types of whole bytes, and {} is none{}", name, type_text(),
                             row.kind == ReadingKind::Bits
                                 ? "; each of its parts may be such a type itself"
                                 : ""));
    }
    if (sizes == nullptr || !reading_.steps.empty()) return;
    const std::int64_t size = target_.scalar->size * target_.length;
    if (std::find(sizes->sizes.begin(), sizes->sizes.end(), size) != sizes->sizes.end()) return;
    text_.fail(where, fmt::format("'{}' takes {} bytes, and here are {}", name,
                                  fmt::join(sizes->sizes, " or "), size));
  }

  /// The type as messages call it.
  [[nodiscard]] std::string type_text() const {
    if (!target_.bits) return quoted_type(target_.scalar->type, target_.length);
    return fmt::format("'[{}{}]'", target_.bits->is_signed ? 'i' : 'u', target_.bits->width);
  }

  void read_arguments(const ReadingRow& row, std::string_view name, std::size_t where,
                      ReadingStep& step) {
    using Args = ReadingArguments;
    const std::size_t open = text_.at();
    const bool given = text_.take("(");
    const bool optional = row.arguments == Args::None || row.arguments == Args::End ||
                          (row.arguments == Args::Charset && !step.text.empty());
    if (!given && optional) return;
    if (!given) text_.fail(where, fmt::format("'{0}' takes arguments: {0}(...)", name));
    if (row.arguments == Args::None || (row.arguments == Args::Charset && !step.text.empty())) {
      text_.fail(open, fmt::format("'{}' takes no arguments", name));
    }
    ReadingArgumentReader arguments(text_, limits());
    text_.skip_space();
    while (!text_.take(")")) {
      if (text_.done()) text_.fail(open, "this '(' is not closed");
      read_argument(row, arguments, step);
      text_.skip_space();
      if (text_.take(",")) text_.skip_space();
    }
    check_arguments(row, open, step);
  }

  void read_argument(const ReadingRow& row, ReadingArgumentReader& arguments, ReadingStep& step) {
    using Args = ReadingArguments;
    const std::size_t where = text_.at();
    const bool again = std::exchange(count_, count_ + 1) > 0;
    switch (row.arguments) {
      case Args::Names:
      case Args::Masks:
        step.choices.push_back(
            arguments.choice(row.arguments == Args::Masks, (given_ & reads::kNumbers) == 0));
        check_choice(step, where);
        break;
      case Args::Values:
        step.choices.push_back(arguments.value());
        break;
      case Args::Bits:
        add_bits(arguments.bits(), where, step.from_top);
        break;
      case Args::Base: {
        const std::string name = arguments.word().text;
        const auto* base = std::find_if(std::begin(kBaseNames), std::end(kBaseNames),
                                        [&](const BaseName& each) { return each.name == name; });
        if (again || base == std::end(kBaseNames)) {
          text_.fail(where, "text takes one of oct, dec and hex: text(oct)");
        }
        step.base = base->base;
        break;
      }
      case Args::Charset:
        step.text = arguments.word().text;
        if (again || !is_charset(step.text)) {
          text_.fail(where, fmt::format("iconv knows no charset {}", quoted(step.text)));
        }
        break;
      case Args::Scale:
        if (count_ > 2)
          text_.fail(where, "scale takes a factor and perhaps an offset: scale(0.1, -40)");
        (again ? step.offset : step.factor) = arguments.factor();
        if (step.factor.numerator.magnitude == 0) text_.fail(where, "a factor of 0 leaves nothing");
        break;
      case Args::Formula: {
        const std::string_view formula = text_.rest().substr(0, find_outside(text_.rest(), ")"));
        if (again || result_.start) text_.fail(where, "the texts begin at one place: at(@str)");
        result_.start = FormulaPart{formula, where};
        step.text = trimmed(formula);
        text_.skip(formula.size());
        break;
      }
      case Args::End:
        if (again) text_.fail(where, "there is one such text: cstr(0x40)");
        step.text = arguments.character();
        break;
      case Args::None:
        break;
    }
  }

  void check_arguments(const ReadingRow& row, std::size_t open, ReadingStep& step) {
    const bool none = std::exchange(count_, 0) == 0;
    if (none && row.arguments != ReadingArguments::End) {
      text_.fail(open, "something stands in these parentheses");
    }
    if (row.arguments == ReadingArguments::Bits) finish_bits(step.from_top, open);
  }

  /// The numbers that choices may be, where the type says.
  [[nodiscard]] std::optional<std::pair<WideInteger, WideInteger>> limits() const {
    if (given_by(target_.scalar->type) != reads::kIntegers) return std::nullopt;
    const bool stored = std::all_of(
        reading_.steps.begin(), reading_.steps.end(),
        [](const auto& s) { return s.kind <= ReadingKind::Dec || s.kind == ReadingKind::Is; });
    if (!stored) return std::nullopt;
    Field field;
    field.type = target_.scalar->type;
    field.bits = target_.bits;
    auto [least, most] = limits_of(field);
    // Flags are bits, whatever the sign.
    if (least.negative) most = {low_bits(width_of(field)), false};
    return std::pair(least, most);
  }

  void check_choice(const ReadingStep& step, std::size_t where) const {
    const ReadingChoice& last = step.choices.back();
    for (std::size_t k = 0; k + 1 < step.choices.size(); ++k) {
      const ReadingChoice& other = step.choices[k];
      if (last.key != other.key) continue;
      if (last.key || step.kind == ReadingKind::Flags
              ? last.low == other.low
              : compare(last.low, other.high) <= 0 && compare(other.low, last.high) <= 0) {
        text_.fail(where, fmt::format("this value has the name {} already", quoted(other.name)));
      }
    }
    constexpr std::size_t kMost = 1 << 16;
    if (step.choices.size() > kMost) text_.fail(where, "these are more than 65536 names");
    if (step.kind == ReadingKind::Flags && last.name.find('|') != std::string::npos) {
      text_.fail(where, "the name of a flag holds no '|', which stands between names");
    }
  }

  // --- bits ---

  void add_bits(Field field, std::size_t where, bool from_top) {
    const int width = field.bits->width;
    const int whole = 8 * static_cast<int>(target_.scalar->size);
    if (bits_ + width > whole) {
      text_.fail(where, fmt::format("these are {} bits, and {} has {}", bits_ + width,
                                    quoted_type(target_.scalar->type, 1), whole));
    }
    field.bits->offset = from_top ? whole - bits_ - width : bits_;
    bits_ += width;
    if (field.name.empty()) return;
    if (!bit_names_.insert(field.name).second) {
      text_.fail(where, fmt::format("there already is a field {}", quoted(field.name)));
    }
    result_.bit_fields.push_back(std::move(field));
  }

  void finish_bits(bool /*from_top*/, std::size_t open) const {
    if (result_.bit_fields.empty()) text_.fail(open, "none of these bits has a name");
  }

  /// Where a text is cut or filled in a charset of wider units, it is by those.
  void set_units() {
    std::vector<ReadingStep>& steps = reading_.steps;
    const auto charset = std::find_if(steps.begin(), steps.end(), [](const ReadingStep& step) {
      return step.kind == ReadingKind::Charset;
    });
    for (auto step = steps.begin(); step != steps.end(); ++step) {
      const bool cut = step->kind == ReadingKind::CStr && step < charset;
      const bool filled = step->kind == ReadingKind::Trim && step > charset;
      if (charset == steps.end() || (!cut && !filled)) {
        if (step->kind == ReadingKind::CStr || step->kind == ReadingKind::Trim) step->base = 1;
      } else {
        step->base = unit_of_charset(charset->text);
      }
    }
  }

  Scanner& text_;
  ReadingTarget target_;
  unsigned given_;
  Reading reading_{};
  ReadReading result_{};
  int count_ = 0;  // arguments so far
  int bits_ = 0;   // that have been taken
  std::set<std::string> bit_names_{};
};

}  // namespace

ReadReading read_readings(Scanner& text, ReadingTarget target) {
  const std::string_view rest = text.rest();
  const std::size_t bar = rest.find_first_not_of(" \t\n\r\v\f");
  if (bar == rest.npos || rest[bar] != '|') return {};
  text.skip(bar + 1);
  if (target.scalar == nullptr) {
    text.fail(text.at() - 1, "a reading stands behind a type of values, and this is none");
  }
  return ReadingParser(text, target).read();
}

}  // namespace bview
