// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/patch_lines.hpp>
#include <bview/formats/input/text_lines.hpp>
#include <bview/formats/output/patch_lines.hpp>
#include <bview/formats/text/hex_digits.hpp>

namespace bview {
namespace {

/// Two runs of hexadecimal digits, and an offset.
constexpr std::size_t kLongestLine = 4 * static_cast<std::size_t>(kLongestPatchLine) + 64;

class PatchReader {
 public:
  PatchReader(Source& source, const std::function<void(std::int64_t)>& begin,
              const EditVisitor& edit)
      : lines_(source, kLongestLine), begin_(begin), edit_(edit) {}

  void read() {
    if (!next_line()) refuse("it is empty; 'bview diff -t patch' writes one");
    read_header();
    for (; next_line(); ++edits_) {
      if (lines_.text().starts_with("end")) return read_end();
      read_edit();
    }
    refuse("it ends before its last line, \"end\": whoever wrote it was stopped");
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const {
    throw Error(Errc::BadValue, fmt::format("line {} of the patch: {}", lines_.number(), why));
  }

  bool next_line() {
    const bool any = lines_.next();
    if (lines_.too_long()) refuse("it is longer than any that bview writes");
    return any;
  }

  /// The next word of the line, which one blank ends.
  std::string_view word(std::string_view& rest) const {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view found = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return found;
  }

  static std::optional<std::int64_t> number(std::string_view text, int base) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [read, status] = std::from_chars(text.data(), end, value, base);
    const bool good = status == std::errc{} && read == end && value >= 0;
    return good ? std::optional(value) : std::nullopt;
  }

  void read_header() {
    std::string_view rest = lines_.text();
    if (word(rest) != kPatchWord) {
      refuse(
          fmt::format("it begins with {}, and a patch with {}", quoted(lines_.text()), kPatchWord));
    }
    const auto version = number(word(rest), 10);
    const auto size = number(word(rest), 10);
    const auto new_size = number(word(rest), 10);
    if (!version || !size || !new_size || !rest.empty()) {
      refuse("behind the first word stand the version and the sizes of two files");
    }
    if (*version != kPatchVersion) {
      refuse(fmt::format("this bview reads version {}, not {}", kPatchVersion, *version));
    }
    size_ = *size;
    begin_(size_);
  }

  void read_edit() {
    std::string_view rest = lines_.text();
    std::string_view text = word(rest);
    const bool hex = text.starts_with("0x");
    if (hex) text.remove_prefix(2);
    const auto offset = hex ? number(text, 16) : std::nullopt;
    if (!offset) refuse("it begins with no offset as 0x0000001c");
    const std::string_view before = word(rest);
    const std::string_view after = word(rest);
    if (!rest.empty() || before.empty() || before.size() != after.size()) {
      refuse("behind the offset stand old bytes and as many new ones");
    }
    take_bytes(before, old_);
    take_bytes(after, new_);
    check_place(*offset);
    edit_({*offset, old_, new_});
  }

  void check_place(std::int64_t offset) {
    if (offset < end_) {
      refuse(
          fmt::format("the bytes at 0x{:08x} stand in front of the end of the line before; "
                      "changes stand in the order of offsets",
                      offset));
    }
    if (offset > size_ || std::ssize(old_) > size_ - offset) {
      refuse(fmt::format("the bytes at 0x{:08x} are not inside a file of {}", offset,
                         count_text(size_, "byte")));
    }
    end_ = offset + std::ssize(old_);
  }

  void take_bytes(std::string_view digits, std::vector<std::byte>& bytes) const {
    bytes.clear();
    if (append_hex(digits, bytes)) return;
    refuse(digits.size() % 2 != 0 ? "a byte is two hexadecimal digits"
                                  : "bytes are hexadecimal digits");
  }

  void read_end() {
    std::string_view rest = lines_.text();
    const std::string_view end = word(rest);
    if (end != "end" || number(rest, 10) != edits_) {
      refuse(fmt::format("the last line says how many there are, \"end {}\"", edits_));
    }
    if (next_line()) refuse("nothing comes behind \"end\"");
  }

  TextLines lines_;
  const std::function<void(std::int64_t)>& begin_;
  const EditVisitor& edit_;
  std::int64_t edits_ = 0;
  std::int64_t size_ = 0;  // of the file
  std::int64_t end_ = 0;   // of the edit before
  std::vector<std::byte> old_{};
  std::vector<std::byte> new_{};
};

}  // namespace

void read_patch_lines(Source& source, const std::function<void(std::int64_t)>& begin,
                      const EditVisitor& edit) {
  PatchReader(source, begin, edit).read();
}

}  // namespace bview
