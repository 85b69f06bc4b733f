// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/json_tokens.hpp>
#include <bview/formats/parts/hdf5.hpp>
#include <bview/formats/parts/hdf5_helper.hpp>
#include <bview/formats/parts/name_budget.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview {
namespace {

constexpr std::string_view kHdf5Magic = "\x89HDF\r\n\x1a\n";
constexpr std::int64_t kFirstHdf5Block = 512;  // what is of somebody else in front takes as much
constexpr std::size_t kLongestHdf5Text = std::size_t{256} << 10;
constexpr std::size_t kMostHdf5Axes = 32;

/// Whether what begins there says so itself: a whole file may stand in an archive.
bool begins_hdf5(FileBytes& bytes, std::int64_t at) {
  if (!bytes.stands(at, kHdf5Magic)) return false;
  if (at == 0) return true;
  constexpr std::int64_t kBase[] = {24, 28, 12,
                                    12};  // of each version: where its own offset stands
  constexpr std::int64_t kVersion = 8;
  constexpr std::int64_t kShortestBlock = 48;
  if (!bytes.has(at, kShortestBlock)) return false;
  const std::uint64_t version = bytes.word(at + kVersion, 1, ByteOrder::Little, "a version");
  return version < std::size(kBase) && bytes.word(at + kBase[version], 8, ByteOrder::Little,
                                                  "an offset") == static_cast<std::uint64_t>(at);
}

/// What the helper says of a file, a data set at a time; see app/hdf5/lines.hpp.
class Hdf5Answer {
 public:
  explicit Hdf5Answer(FileBytes& bytes)
      : bytes_(bytes),
        helper_(bytes.descriptor(), bytes.name()),
        tokens_(helper_, kLongestHdf5Text) {}

  void list(const PartVisitor& visit) {
    while (take(JsonKind::BeginArray)) {
      if (!visit(part())) return;
    }
    if (peek().kind == JsonKind::True) return;
    throw Error(Errc::File, fmt::format("{} cannot be read further: the library of HDF5 says: {}",
                                        bytes_.name(), quoted(expect(JsonKind::String))));
  }

 private:
  const JsonToken& peek() {
    try {
      return tokens_.peek();
    } catch (const Error&) {
      throw helper_.failure();
    }
  }

  std::string expect(JsonKind kind) {
    const JsonToken& token = peek();
    if (token.kind != kind) throw helper_.failure();
    std::string text(token.text);
    tokens_.skip();
    return text;
  }

  bool take(JsonKind kind) {
    if (peek().kind != kind) return false;
    tokens_.skip();
    return true;
  }

  std::int64_t number() {
    const std::string text = expect(JsonKind::Number);
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc() && end == text.data() + text.size() && value >= 0) return value;
    throw Error(Errc::BadShape, fmt::format("{} is damaged: no file has offsets and lengths as {}",
                                            bytes_.name(), quoted(text)));
  }

  Lengths numbers() {
    Lengths result;
    expect(JsonKind::BeginArray);
    while (peek().kind == JsonKind::Number && result.size() < kMostHdf5Axes) {
      result.push_back(number());
      static_cast<void>(take(JsonKind::Comma));
    }
    expect(JsonKind::EndArray);
    return result;
  }

  std::string text() {
    std::string result = expect(JsonKind::String);
    static_cast<void>(take(JsonKind::Comma));
    return result;
  }

  Part part() {
    Part part;
    part.name = text();
    part.format = text();
    part.shape = numbers();
    expect(JsonKind::Comma);
    part.absent = take(JsonKind::Null);
    if (!part.absent) part.offset = number();
    expect(JsonKind::Comma);
    part.size = number();
    expect(JsonKind::Comma);
    part.summary = text();
    part.readonly = text();
    expect(JsonKind::EndArray);
    check(part);
    if (part.absent) part.unreadable = part.readonly;
    if (!part.readonly.empty()) part.summary += "; " + part.readonly;
    return part;
  }

  void check(Part& part) {
    names_.take(part, bytes_);
    if (part.absent && (part.readonly.empty() || part.size > 0)) throw helper_.failure();
    if (!bytes_.has(part.offset, part.size)) refuse(part, "reaches behind the end of the file");
    if (part.format.empty()) {
      part.shape.reset();
      return;
    }
    part.kind = PartKind::Array;
    const auto size = checked_mul(checked_product(*part.shape).value_or(-1), itemsize_of(part));
    if (part.absent) return;
    if (size != part.size) refuse(part, "has another shape than its bytes");
  }

  [[nodiscard]] std::int64_t itemsize_of(const Part& part) const {
    try {
      const Layout layout = parse_format(part.format);
      if (layout.is_fixed()) return layout.itemsize;
    } catch (const Error&) {
      // No format: a name that no other program would have, or a size that no item has.
    }
    refuse(part, "has a type that nobody can read");
  }

  [[noreturn]] void refuse(const Part& part, const char* why) const {
    throw bytes_.damage(part.offset, fmt::format("data set {} {}", quoted(part.name), why));
  }

  FileBytes& bytes_;
  Hdf5Helper helper_;
  JsonTokens tokens_;
  NameBudget names_{};
};

}  // namespace

bool is_hdf5(FileBytes& bytes) {
  if (begins_hdf5(bytes, 0)) return true;
  for (std::int64_t at = kFirstHdf5Block; bytes.has(at, kFirstHdf5Block); at *= 2) {
    if (begins_hdf5(bytes, at)) return true;
  }
  return false;
}

void list_hdf5(FileBytes& bytes, const PartVisitor& visit) {
  if (bytes.descriptor() < 0) {
    throw Error(Errc::File, fmt::format("bview-hdf5 reads files alone, and {} is none; write it "
                                        "to a file first",
                                        bytes.name()));
  }
  Hdf5Answer(bytes).list(visit);
}

}  // namespace bview
