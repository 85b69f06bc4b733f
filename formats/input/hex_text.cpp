// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/hex_text.hpp>
#include <bview/formats/input/text_lines.hpp>
#include <bview/formats/input/unmarked.hpp>
#include <bview/formats/text/hex_digits.hpp>
#include <bview/formats/text/parse_integer.hpp>

namespace bview {
namespace {

constexpr std::size_t kLongestDumpLine = std::size_t{64} << 10;  // characters of a dump's line
constexpr std::size_t kTasted = std::size_t{4} << 10;
constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kWhite = " \t\n\v\f\r";

bool is_hex_digit(char c) { return digit_value(c) < 16; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_white(char c) { return kWhite.find(c) != std::string_view::npos; }

[[noreturn]] void refuse_line(std::int64_t line, std::string_view why) {
  throw Error(Errc::BadValue, fmt::format("line {}: {}", line, why));
}

/// The hexadecimal digits that a text begins with, which are taken off it.
std::string_view take_hex_digits(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_hex_digit);
  const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

// --- dumps ---------------------------------------------------------------------------------------

enum class DumpKind : std::uint8_t {
  Xxd,       ///< an offset and a colon; two blanks in front of the text
  Canonical  ///< an offset and two blanks; bars around the text; an offset at the end
};

/// What kind of dump a line is of; none: it is no line of one.
std::optional<DumpKind> kind_of_line(std::string_view line) {
  constexpr std::size_t kDigits = 8;
  const std::size_t digits = take_hex_digits(line).size();
  if (digits > 0 && line.starts_with(':')) return DumpKind::Xxd;
  const bool canonical = digits >= kDigits && line.starts_with("  ") && line.ends_with('|');
  return canonical ? std::optional(DumpKind::Canonical) : std::nullopt;
}

class DumpReader {
 public:
  DumpReader(Source& source, const PlacedSink& sink)
      : lines_(source, kLongestDumpLine), sink_(sink) {}

  void read() {
    while (lines_.next()) {
      if (lines_.too_long()) refuse("it is longer than any line of a dump");
      std::string_view line = lines_.text();
      line = line.substr(0, line.find_last_not_of(kBlanks) + 1);
      if (line.empty()) continue;
      if (ended_) refuse("it stands behind the offset that ends the dump");
      if (line == "*") {
        read_star();
      } else {
        read_line(line);
      }
    }
    if (!star_) return;
    throw Error(Errc::BadValue,
                fmt::format("line {}: no offset behind * says how often the line in front of it "
                            "comes; bview dump -v and xxd leave none out",
                            *star_));
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const { refuse_line(lines_.number(), why); }

  void read_star() {
    if (bytes_.empty()) refuse("* stands for lines like the one in front of it, and there is none");
    star_ = lines_.number();
  }

  void read_line(std::string_view line) {
    const std::int64_t offset = take_offset(line);
    if (offset < end_) {
      refuse(
          fmt::format("offset 0x{:08x} stands in front of the end of the line before, "
                      "0x{:08x}; lines stand in the order of offsets",
                      offset, end_));
    }
    if (star_) repeat_until(offset);
    if (line.empty() && kind_ == DumpKind::Canonical) return end_at(offset);
    take_bytes(line);
    put(offset, lines_.number(), 1);
  }

  std::int64_t take_offset(std::string_view& line) {
    const std::string_view all = line;
    const std::string_view digits = take_hex_digits(line);
    if (!kind_) kind_ = kind_of_line(all);
    const bool good =
        !digits.empty() &&
        (kind_ == DumpKind::Xxd ? line.starts_with(':') : line.empty() || line.starts_with("  "));
    if (!good) refuse(fmt::format("{} is no line of this dump", quoted(all)));
    if (!line.empty()) line.remove_prefix(1);
    std::uint64_t offset = 0;
    const char* const end = digits.data() + digits.size();
    const auto [read, status] = std::from_chars(digits.data(), end, offset, 16);
    constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;
    if (status != std::errc{} || offset > kMost) {
      refuse(fmt::format("offset 0x{} is larger than any file", digits));
    }
    return static_cast<std::int64_t>(offset);
  }

  /// The digits up to the text beside them.
  void take_bytes(std::string_view line) {
    bytes_.clear();
    while (true) {
      const std::size_t blanks = std::min(line.find_first_not_of(kBlanks), line.size());
      line.remove_prefix(blanks);
      const bool text =
          kind_ == DumpKind::Xxd ? blanks > 1 && !bytes_.empty() : line.starts_with('|');
      if (line.empty() || text) break;
      if (take_groups(line)) continue;
      const std::string_view digits = take_hex_digits(line);
      const bool ends = line.empty() || is_blank(line.front());
      if (!ends || digits.empty()) {
        refuse(fmt::format("{} is no hexadecimal digit", quoted(line.substr(0, 1))));
      }
      if (!append_hex(digits, bytes_)) {
        refuse(fmt::format("a byte is two hexadecimal digits, and {} has {}", quoted(digits),
                           digits.size()));
      }
    }
    if (bytes_.empty()) refuse("behind the offset stand no bytes");
  }

  /// Whole bytes with single blanks between groups of them, of which most lines consist. What
  /// stands beside these is not touched.
  bool take_groups(std::string_view& line) {
    const std::size_t before = bytes_.size();
    bytes_.resize(before + line.size() / 2);
    std::byte* to = bytes_.data() + before;
    std::size_t whole = before;  // bytes up to the end of a group
    std::size_t end = 0;         // of that in the line
    for (std::size_t at = 0; at + 1 < line.size() && take_hex_pair(line.data() + at, *to); ++to) {
      at += 2;
      if (at < line.size() && !is_blank(line[at])) continue;
      whole = static_cast<std::size_t>(to + 1 - bytes_.data());
      end = at++;
    }
    bytes_.resize(whole);
    line.remove_prefix(end);
    return whole > before;
  }

  void repeat_until(std::int64_t offset) {
    const std::int64_t missing = offset - end_;
    const std::int64_t size = std::ssize(bytes_);
    if (missing % size != 0) {
      refuse(
          fmt::format("* in front of it stands for lines of {}, and those do not end at "
                      "0x{:08x}; bview dump -v leaves no line out",
                      count_text(size, "byte"), offset));
    }
    if (missing > 0) put(end_, *star_, missing / size);
    star_.reset();
  }

  void end_at(std::int64_t offset) {
    if (offset != end_) {
      refuse(fmt::format("the dump ends at 0x{:08x}, and the line in front of it at 0x{:08x}",
                         offset, end_));
    }
    ended_ = true;
  }

  void put(std::int64_t offset, std::int64_t line, std::int64_t times) {
    sink_({line, offset, bytes_, times});
    end_ = offset + times * std::ssize(bytes_);
  }

  TextLines lines_;
  const PlacedSink& sink_;
  std::optional<DumpKind> kind_{};
  std::vector<std::byte> bytes_{};      // of the line
  std::int64_t end_ = 0;                // of the bytes so far
  std::optional<std::int64_t> star_{};  // the line of a "*" in front
  bool ended_ = false;
};

// --- plain ---------------------------------------------------------------------------------------

/// Lines of plain digits may be of any length.
class PlainReader {
 public:
  PlainReader(Source& source, const PlacedSink& sink) : source_(source), sink_(sink) {}

  void read() {
    std::vector<char> text(kChunk);
    while (const std::size_t taken = source_.read(text)) {
      take_all({text.data(), taken});
      put_bytes();
    }
    if (is_half()) refuse_half();
  }

 private:
  void take_all(std::string_view text) {
    while (!text.empty()) {
      if (!is_half()) text.remove_prefix(take_pairs(text));
      if (text.empty()) break;
      take(text.front());
      text.remove_prefix(1);
    }
  }

  /// Whole bytes, of which most of the text consists; gives the number of their digits.
  std::size_t take_pairs(std::string_view text) {
    const std::size_t count = take_hex_pairs(text, bytes_.data() + size_);
    size_ += count;
    if (count > 0) after_return_ = false;
    return 2 * count;
  }

  void take(char c) {
    if (const unsigned digit = digit_value(c); digit < kNone) {
      if (is_half()) bytes_[size_++] = static_cast<std::byte>(high_ << 4U | digit);
      high_ = is_half() ? kNone : digit;
    } else if (!is_white(c)) {
      refuse(fmt::format("{} is no hexadecimal digit{}", quoted(std::string_view(&c, 1)), hint(c)));
    } else if (is_half()) {
      refuse_half();
    }
    if (c == '\r' || (c == '\n' && !after_return_)) ++line_;
    after_return_ = c == '\r';
  }

  [[nodiscard]] bool is_half() const { return high_ < kNone; }

  /// What the text may be.
  [[nodiscard]] const char* hint(char c) const {
    if (line_ == 1 && c == ':') return "; --from ihex takes Intel HEX";
    if (line_ == 1 && c == 'S') return "; --from srec takes S-records";
    return c == 'x' ? "; digits stand without 0x" : "";
  }

  void put_bytes() {
    if (size_ > 0) sink_({line_, offset_, std::span(bytes_).first(size_)});
    offset_ += static_cast<std::int64_t>(size_);
    size_ = 0;
  }

  [[noreturn]] void refuse(std::string_view why) {
    put_bytes();
    refuse_line(line_, why);
  }
  [[noreturn]] void refuse_half() {
    refuse(fmt::format("a byte is two hexadecimal digits, and '{:x}' stands alone", high_));
  }

  static constexpr unsigned kNone = 16;
  static constexpr std::size_t kChunk = std::size_t{64} << 10U;  // characters

  Source& source_;
  const PlacedSink& sink_;
  std::vector<std::byte> bytes_ = std::vector<std::byte>(kChunk / 2 + 1);
  std::size_t size_ = 0;  // of bytes that are not put yet
  std::int64_t line_ = 1;
  std::int64_t offset_ = 0;  // of them
  unsigned high_ = kNone;    // the first digit of a byte
  bool after_return_ = false;
};

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

/// What a text begins with, up to the end of the first line that is not empty.
std::vector<char> taste(Source& source) {
  std::vector<char> start(kTasted);
  std::size_t size = 0;
  while (size < start.size()) {
    const std::size_t taken = source.read(std::span(start).subspan(size));
    size += taken;
    const std::string_view text = without_mark({start.data(), size});
    const std::size_t line = std::min(text.find_first_not_of(kWhite), text.size());
    const bool whole = text.find_first_of("\r\n", line) != text.npos;
    if (taken == 0 || whole) break;
  }
  start.resize(size);
  return start;
}

struct FirstLine {
  std::int64_t number = 1;
  std::string_view text;
};

FirstLine first_line(std::string_view start) {
  start = without_mark(start);
  const std::size_t line = std::min(start.find_first_not_of(kWhite), start.size());
  const std::int64_t number = 1 + std::count(start.data(), start.data() + line, '\n');
  start.remove_prefix(line);
  start = start.substr(0, start.find_first_of("\r\n"));
  return {number, start.substr(0, start.find_last_not_of(kBlanks) + 1)};
}

/// Refuses plain digits that begin with what is an offset in dumps of other tools.
void refuse_unclear(const FirstLine& line) {
  constexpr std::size_t kDigits = 6;
  std::string_view rest = line.text;
  const std::string_view first = take_hex_digits(rest);
  const std::size_t blanks = std::min(rest.find_first_not_of(kBlanks), rest.size());
  rest.remove_prefix(blanks);
  const std::size_t second = take_hex_digits(rest).size();
  const bool unclear =
      first.size() >= kDigits && second > 0 && (blanks > 1 || second < first.size());
  if (!unclear) return;
  refuse_line(line.number,
              fmt::format("{} may be an offset or bytes; behind an offset stands a colon, as xxd "
                          "has it, or the line ends with text between bars, as that of bview and "
                          "hexdump -C, and bytes stand in groups of one size",
                          quoted(first)));
}

}  // namespace

void read_hex_text(Source& source, const PlacedSink& sink) {
  std::vector<char> start = taste(source);
  const FirstLine line = first_line({start.data(), start.size()});
  const bool dump = kind_of_line(line.text).has_value();
  if (!dump) refuse_unclear(line);
  TastedSource whole(source, std::move(start));
  TastedSource text = unmarked(whole);
  dump ? DumpReader(text, sink).read() : PlainReader(text, sink).read();
}

TastedHex taste_hex(std::unique_ptr<Source> source) {
  std::vector<char> start = taste(*source);
  const bool offsets = kind_of_line(first_line({start.data(), start.size()}).text).has_value();
  return {std::make_unique<TastedSource>(std::move(source), std::move(start)), offsets};
}

}  // namespace bview
