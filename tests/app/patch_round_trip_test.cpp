// SPDX-License-Identifier: MIT
// What `bview dump` prints in a form, `bview patch --from` that form writes back: a file
// of zeros becomes the file that was dumped.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/item.hpp>
#include <bview/core/value.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/cli/shell.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

const std::string kFormats[] = {
    // Every type, either way round.
    "b", "B", "?", "c", "<h", ">h", "<H", ">H", "<[i24]", ">[u24]", "<i", ">I", "<l", "L", "<q",
    ">Q", "n", "N", "P", "<[i128]", ">[u128]", "[f8e4m3]", "[f8e5m2]", "<e", ">e", "<[bf16]",
    ">[bf16]", "<f", ">f", "<d", ">d", "g", "<F", ">D", "Zf", "<Zd", "s", "7s", "40s", "5p", "40p",
    "<u", ">3u", "<w", ">4w",
    // Records.
    "<hb", "<3h", "bi", "bxh", "<h:a:b:c:", "h:a:2b4s", "T{b}",
    "<d:t: ?:ok: 9s:tag: c:mark:", "T{9s:t:}", "T{(2,2)<e:m:T{b:x:c:y:}:r:}", "(2,3)<h",
    "(2)T{b:x:13s:y:}", "2T{b3s}", "3T{bb}h", "T{(2)T{(2)T{b:a:}:b:}:c:F:z:}", "0sB", "(0)bb",
    "T{b:a\"b:h:c|d:q:e\\f:}", "13s13s", "sss", "<f:x:>f:y:@d:z:", "3c?", "9s5p<2u>2w"};

/// Random bytes, many of them such as quotes, escapes and line ends, and whole runs of
/// bits that floats are made of.
class RandomBytes {
 public:
  std::vector<std::byte> take(std::size_t count) {
    constexpr char kSpecial[] = "\0\\x\"'\n\r\t,\xc3\xa9[]{}:u0 \x7f\xff\x80\x01";
    std::vector<std::byte> bytes(count);
    const std::uint64_t style = next() % 4;
    for (std::byte& byte : bytes) {
      const auto common = static_cast<unsigned char>(kSpecial[next() % sizeof(kSpecial)]);
      const std::uint64_t one = style == 0 ? next() : next() % 3 == 0 ? next() : common;
      byte = static_cast<std::byte>(style == 3 ? (next() % 2 == 0 ? 0 : 0xff) : one);
    }
    return bytes;
  }

 private:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> 33U;
  }
  std::uint64_t state_ = 2;
};

/// The value with every NaN the usual one: its sign and payload are what text loses.
Value canonical(const Value& value) {
  const auto usual = [](long double number) {
    return std::isnan(number) ? std::numeric_limits<long double>::quiet_NaN() : number;
  };
  if (const auto* list = value.get_if<Value::List>()) {
    Value::List result;
    for (const Value& each : *list) result.push_back(canonical(each));
    return result;
  }
  if (const auto* number = value.get_if<Value::Float>()) return Value(usual(*number));
  if (const auto* z = value.get_if<Complex<Value::Float>>()) {
    return Value(Complex<Value::Float>{usual(z->re), usual(z->im)});
  }
  return value;
}

/// The items of a format again, without what text does not show: besides NaNs, truth
/// values other than 1, rubbish behind a p, and holes.
void make_canonical(std::vector<std::byte>& bytes, const Layout& layout) {
  const auto size = static_cast<std::size_t>(layout.itemsize);
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    const Value value = canonical(get(bytes.data() + at, layout));
    std::fill_n(bytes.data() + at, size, std::byte{0});
    set(bytes.data() + at, layout, value);
  }
}

std::string text_of(const std::vector<std::byte>& bytes) {
  const void* data = bytes.data();
  return {static_cast<const char*>(data), bytes.size()};
}

class RoundTrip {
 public:
  /// Dumps a file and patches another from it; `view` are options for both.
  void check(const std::string& format, const std::string& form, const std::string& view,
             const std::string& dump_only, const std::vector<std::byte>& bytes) {
    const std::string from = folder_.file("from", text_of(bytes));
    const std::string to = folder_.file("to", std::string(bytes.size(), '\0'));
    const std::string command = fmt::format(
        "bview dump {0} -f '{1}' {2} {3} -t {4} > {5} && "
        "bview patch {6} -f '{1}' {2} --from {4} {5} -q --no-sync --no-undo",
        from, format, view, dump_only, form, folder_.path("text"), to);
    CAPTURE(command);
    const auto outcome = shell_.run(command, 10s);
    REQUIRE(outcome);
    CHECK(outcome->err == "");
    CHECK(outcome->code == 0);
    const std::string got = testing::content_of(to);
    if (got == text_of(bytes)) return;
    const std::string text = testing::content_of(folder_.path("text"));
    CAPTURE(text);
    CHECK(testing::to_hex(got) == testing::to_hex(text_of(bytes)));
  }

 private:
  const testing::TemporaryFolder folder_;
  const testing::Shell shell_{BVIEW_EXE};
};

TEST_CASE("a file patched from the dump of another is like the other") {
  constexpr const char* kBytesAs[] = {"text", "hex", "base64", "list"};
  constexpr const char* kIndex[] = {"", "-i ::-1", "-s 2,-1", "-s 4,-1 --transpose"};
  RandomBytes random;
  RoundTrip trip;
  int round = 0;
  for (const std::string& format : kFormats) {
    const Layout layout = parse_format(format);
    constexpr std::size_t kItems = 24;
    std::vector<std::byte> bytes = random.take(kItems * static_cast<std::size_t>(layout.itemsize));
    trip.check(format, "raw", kIndex[round % 4], "", bytes);  // every bit of it
    make_canonical(bytes, layout);
    for (const std::string form : {"tsv", "csv", "json", "ndjson"}) {
      const bool cells = form == "tsv" || form == "csv";
      const std::string view =
          fmt::format("--bytes-as {} {} {}", kBytesAs[round % 4], kIndex[round / 4 % 4],
                      cells && round % 3 == 0 ? "--header" : "");
      const std::string only = cells ? (round % 2 == 0 ? "--base 16" : "") : "--nan string";
      trip.check(format, form, view, only, bytes);
      ++round;
    }
    ++round;
  }
}

TEST_CASE("text is text in every form, whatever bytes it has") {
  const std::string texts[] = {
      "tab\tline\nreturn\rquote\"comma,"s,
      "\\x41 \\ \\\\ \\t \\x4 \\u0041"s,
      "a\0b\0\0c"s,
      "\0\0\0"s,
      "\xff\xfe\xc3\xa9\xc3 \xed\xa0\x80 \xf0\x9d\x84\x9e",
      " leading and trailing ",
      "\"\"",
      "'",
      "NULL \\N null",
      "#comment",
      "\x1b[31m\x7f\x01\x08\x0b\x0c",
      "\xe2\x80\xa8\xc2\x85\xef\xbb\xbf",
      "-1",
      "",
  };
  std::vector<std::byte> bytes;
  for (std::string text : texts) {
    text.resize(28);
    for (const char byte : text) bytes.push_back(static_cast<std::byte>(byte));
  }
  RoundTrip trip;
  for (const char* format : {"28s", "28s:name:", "14s14s", "7s7s7s7s", "28c", "T{28s}"}) {
    for (const char* form : {"tsv", "csv", "json", "ndjson", "raw"}) {
      trip.check(format, form, "", "", bytes);
    }
  }
}

TEST_CASE("infinities, signed zeros and the smallest numbers are not lost") {
  constexpr long double kInfinity = std::numeric_limits<long double>::infinity();
  const long double numbers[] = {0.0L,        -0.0L,     kInfinity, -kInfinity, 0x1p-1074L,
                                 -0x1p-1074L, 0x1p-149L, 0x1p-24L,  -0x1p-133L, 0x1p-16L,
                                 0x1p-9L,     448.0L,    65504.0L,  0.1L,       -1.0L / 3,
                                 1e300L,      1e-320L};
  RoundTrip trip;
  for (const char* format :
       {"<e", ">f", "<d", "g", "<[bf16]", "[f8e4m3]", "[f8e5m2]", ">F", "<D"}) {
    const Layout layout = parse_format(format);
    std::vector<std::byte> bytes;
    for (const long double number : numbers) {
      std::vector<std::byte> item(static_cast<std::size_t>(layout.itemsize));
      try {
        set(item.data(), layout, Value(number));
      } catch (const Error&) {  // too large for this type
        continue;
      }
      bytes.insert(bytes.end(), item.begin(), item.end());
    }
    for (const char* form : {"tsv", "csv", "raw"}) trip.check(format, form, "", "", bytes);
    for (const char* form : {"json", "ndjson"}) trip.check(format, form, "", "--nan string", bytes);
  }
}

TEST_CASE("null is NaN") {
  RoundTrip trip;
  for (const char* form : {"json", "ndjson"}) {
    trip.check("<f", form, "", "", testing::from_hex("0000c07f0000803f0000c07f"));
    trip.check("<d:a:h:b:", form, "", "", testing::from_hex("000000000000f87f0100"));
  }
}

TEST_CASE("a selection of fields goes back into the fields, and what is around it stays") {
  const testing::TemporaryFolder folder;
  const testing::Shell shell(BVIEW_EXE);
  for (const std::string form : {"tsv", "csv", "json", "ndjson", "raw"}) {
    const std::string from = folder.file("from", "aAAbbbcCCdddeEEfff");
    const std::string to = folder.file("to", "..................");
    const std::string view = "-f '<B:a:(2)B:b:3s:c:' -i 1: --fields c,a";
    const auto outcome =
        shell.run(fmt::format("bview dump {0} {1} -t {2} | bview patch {3} {1} --from {2} - -q",
                              from, view, form, to),
                  10s);
    REQUIRE(outcome);
    CHECK(outcome->err == "");
    CHECK(testing::content_of(to) == "......c..ddde..fff");
  }
}

}  // namespace
}  // namespace bview
