// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/walk.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/records.hpp"

namespace bview {
namespace {

using namespace std::string_literals;
using testing::first_record;
using testing::Walked;
using testing::walked;

/// A file that is made value by value, and the JSON of each record of it.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(0, most - 1)(random_);
  }
  /// A number with any count of bits.
  [[nodiscard]] std::uint64_t any() { return random_() >> below(64); }

  std::uint64_t put(std::uint64_t value, int bytes, bool big) {
    for (int k = 0; k < bytes; ++k) {
      const int shift = 8 * (big ? bytes - 1 - k : k);
      bytes_ += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xff);
    }
    return value;
  }
  std::string text(std::size_t size) {
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + below(26));
    return text;
  }
  /// Values as a list.
  template <class Make>
  std::string list(std::uint64_t count, const Make& make) {
    std::string list = "[";
    for (std::uint64_t k = 0; k < count; ++k) list += (k == 0 ? "" : ",") + make();
    return list + "]";
  }
  std::string numbers(std::uint64_t count, int bytes, bool big) {
    const std::uint64_t values =
        bytes == 8 ? 0 : std::uint64_t{1} << 8U * static_cast<unsigned>(bytes);
    return list(count, [&] { return std::to_string(put(below(values), bytes, big)); });
  }
  std::uint64_t uleb(std::uint64_t value) {
    for (std::uint64_t left = value;; left >>= 7U) {
      bytes_ += static_cast<char>((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
      if (left <= 0x7f) return value;
    }
  }
  std::int64_t sleb(std::int64_t value) {
    for (std::int64_t left = value;;) {
      const auto bits = static_cast<unsigned char>(left & 0x7f);
      left >>= 7;
      const bool last = (left == 0 && (bits & 0x40) == 0) || (left == -1 && (bits & 0x40) != 0);
      bytes_ += static_cast<char>(bits | (last ? 0 : 0x80));
      if (last) return value;
    }
  }
  std::uint64_t vlq(std::uint64_t value) {
    std::string groups(1, static_cast<char>(value & 0x7f));
    for (std::uint64_t left = value >> 7U; left != 0; left >>= 7U) {
      groups.insert(groups.begin(), static_cast<char>((left & 0x7f) | 0x80));
    }
    bytes_ += groups;
    return value;
  }
  std::uint64_t ebml(std::uint64_t value) {
    unsigned size = 1;
    while (size < 8 && value >> (7 * size) != 0) ++size;
    value &= (std::uint64_t{1} << (7 * size)) - 1;
    put(value | std::uint64_t{1} << (7 * size), static_cast<int>(size), true);
    return value;
  }
  void raw(std::string_view bytes) { bytes_ += bytes; }

  void end_record(std::string json) {
    lines_.push_back(std::move(json));
    ends_.push_back(std::ssize(bytes_));
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  [[nodiscard]] std::string& bytes() { return bytes_; }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  [[nodiscard]] const std::vector<std::int64_t>& ends() const { return ends_; }

 private:
  std::mt19937_64 random_;
  std::string bytes_;
  std::vector<std::string> lines_;
  std::vector<std::int64_t> ends_;
};

/// A format, and how a record of it is made.
struct Kind {
  const char* format;
  std::function<std::string(Maker&)> make;
};

std::string tree(Maker& m, unsigned depth) {
  const std::uint64_t kids = depth == 0 ? 0 : m.below(4);
  m.put(kids, 1, false);
  return fmt::format(R"({{"n":{},"kids":{}}})", kids,
                     m.list(kids, [&] { return tree(m, depth - 1); }));
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"<B:n: {n}H:v:",
       [](Maker& m) {
         const auto n = m.put(m.below(6), 1, false);
         return fmt::format(R"({{"n":{},"v":{}}})", n, m.numbers(n, 2, false));
       }},
      {">H:n: {n%3}s:t: {n%2}x (n%4,2)B:m:",
       [](Maker& m) {
         const auto n = m.put(m.below(300), 2, true);
         const std::string text = m.text(n % 3);
         m.raw(text + std::string(n % 2, 'x'));
         const std::string rows = m.list(n % 4, [&] { return m.numbers(2, 1, true); });
         return fmt::format(R"({{"n":{},"t":"{}","m":{}}})", n, text, rows);
       }},
      {"B:k: S(k){0=z:t:, 1..2=>H:i:, *=<I:i: {k}T{B:a: {a}s:b:}:r:}",
       [](Maker& m) -> std::string {
         const auto k = m.put(m.below(5), 1, false);
         if (k == 0) {
           const std::string text = m.text(m.below(9));
           m.raw(text + '\0');
           return fmt::format(R"({{"k":0,"t":"{}","i":null,"r":null}})", text);
         }
         const bool narrow = k < 3;
         const auto i = m.put(m.below(60000), narrow ? 2 : 4, narrow);
         const std::string list = m.list(k, [&]() -> std::string {
           if (narrow) return "";
           const auto a = m.put(m.below(4), 1, false);
           const std::string text = m.text(a);
           m.raw(text);
           return fmt::format(R"({{"a":{},"b":"{}"}})", a, text);
         });
         return fmt::format(R"({{"k":{},"t":null,"i":{},"r":{}}})", k, i, narrow ? "null" : list);
       }},
      {"{* until value==0}[uleb]:u: [sleb]:s: [vlq]:v: [ebml]:e:",
       [](Maker& m) {
         std::string list = "[";
         for (auto count = m.below(4); count > 0; --count) {
           list += fmt::format("{},", m.uleb(1 + (m.any() >> 2U)));
         }
         m.uleb(0);
         const auto s = m.sleb(static_cast<std::int64_t>(m.any()));
         const auto v = m.vlq(m.any());
         const auto e = m.ebml(m.any());
         return fmt::format(R"({{"u":{}0],"s":{},"v":{},"e":{}}})", list, s, v, e);
       }},
      {"<H:size: M(size){B:n: {n}[uleb]:u: {*}B:left:} \"end\"",
       [](Maker& m) {
         const std::size_t begin = m.bytes().size();
         m.put(0, 2, false);
         const auto n = m.put(m.below(4), 1, false);
         const std::string u = m.list(n, [&] { return std::to_string(m.uleb(m.any())); });
         const std::string left = m.numbers(m.below(5), 1, false);
         const std::size_t size = m.bytes().size() - begin - 2;
         m.bytes()[begin] = static_cast<char>(size);
         m.raw("end");
         return fmt::format(R"({{"size":{},"n":{},"u":{},"left":{}}})", size, n, u, left);
       }},
      {"type node = B:n: {n}[node]:kids:; [node]", [](Maker& m) { return tree(m, 4); }},
      {"B:big: E(big) H:n: {n&1 ?}T{H:a: z(\"\\r\\n\"):t:}:r: {n&2 ?}H:v:",
       [](Maker& m) {
         const bool big = m.put(m.below(2), 1, false) != 0;
         const auto n = m.put(m.below(4), 2, big);
         std::string r = "null";
         if ((n & 1) != 0) {
           const auto a = m.put(m.below(65536), 2, big);
           const std::string text = m.text(m.below(5));
           m.raw(text + "\r\n");
           r = fmt::format(R"({{"a":{},"t":"{}"}})", a, text);
         }
         const std::string v =
             (n & 2) != 0 ? std::to_string(m.put(m.below(65536), 2, big)) : "null";
         return fmt::format(R"({{"big":{},"n":{},"r":{},"v":{}}})", big ? 1 : 0, n, r, v);
       }},
      {"B:n: {n}B:sizes: {n}T{{sizes[index]}s:t:}:texts: {len(sizes)>1 ? sizes[n-1] : 1}B:last:",
       [](Maker& m) {
         const auto n = m.put(m.below(5), 1, false);
         std::vector<std::uint64_t> sizes;
         const std::string list = m.list(n, [&] {
           sizes.push_back(m.put(m.below(4), 1, false));
           return std::to_string(sizes.back());
         });
         std::size_t k = 0;
         const std::string texts = m.list(n, [&] {
           const std::string text = m.text(sizes[k++]);
           m.raw(text);
           return fmt::format(R"({{"t":"{}"}})", text);
         });
         const std::string last = m.numbers(n > 1 ? sizes.back() : 1, 1, false);
         return fmt::format(R"({{"n":{},"sizes":{},"texts":{},"last":{}}})", n, list, texts, last);
       }},
  };
  return all;
}

TEST_CASE("random records are what they were made of") {
  unsigned seed = 1;
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.format);
    for (int round = 0; round < 40; ++round) {
      Maker maker(seed++);
      for (auto count = maker.below(20); count > 0; --count) maker.end_record(kind.make(maker));
      const Walked all = walked(kind.format, maker.bytes());
      CHECK(all.error == "");
      CHECK(all.lines == maker.lines());
      CHECK(all.ends == maker.ends());
    }
  }
}

TEST_CASE("wherever bytes are cut off, the whole records are there, and then an error") {
  unsigned seed = 1000;
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.format);
    for (int round = 0; round < 4; ++round) {
      Maker maker(seed++);
      for (int k = 0; k < 6; ++k) maker.end_record(kind.make(maker));
      for (std::size_t cut = 0; cut < maker.bytes().size(); ++cut) {
        CAPTURE(cut);
        const Walked all = walked(kind.format, maker.bytes().substr(0, cut));
        const auto whole =
            std::count_if(maker.ends().begin(), maker.ends().end(),
                          [&](std::int64_t end) { return end <= static_cast<std::int64_t>(cut); });
        REQUIRE(std::ssize(all.lines) == whole);
        CHECK(std::equal(all.lines.begin(), all.lines.end(), maker.lines().begin()));
        const std::int64_t begin =
            whole == 0 ? 0 : maker.ends()[static_cast<std::size_t>(whole - 1)];
        if (begin == static_cast<std::int64_t>(cut)) {
          CHECK(all.error == "");
        } else if (all.error == "cut short") {
          const auto end = static_cast<std::int64_t>(cut);
          CHECK(all.shortfall.offset >= begin);
          CHECK(all.shortfall.offset <= end);
          CHECK(all.shortfall.offset + all.shortfall.bytes > end);
        } else {
          const std::string where = fmt::format("record {} at offset {}", whole, begin);
          CHECK(all.error.starts_with(where));
        }
      }
    }
  }
}

TEST_CASE("a byte that is changed is another record or an error, and nothing else") {
  unsigned seed = 2000;
  for (const Kind& kind : kinds()) {
    CAPTURE(kind.format);
    Maker maker(seed++);
    for (int k = 0; k < 5; ++k) maker.end_record(kind.make(maker));
    for (std::size_t at = 0; at < maker.bytes().size(); ++at) {
      for (const char byte : {'\x00', '\x7f', '\x80', '\xff'}) {
        std::string bytes = maker.bytes();
        bytes[at] = byte;
        const Walked all = walked(kind.format, bytes);
        const std::int64_t end = all.ends.empty() ? 0 : all.ends.back();
        CHECK((end == std::ssize(bytes)) == all.error.empty());
      }
    }
  }
}

TEST_CASE("what a count names is there, or an error says what is missing") {
  const std::string most = "\xff\xff\xff\xff\xff\xff\xff\x7f"s;
  const std::string minus = std::string(8, '\xff');
  const auto error = [](std::string_view format, const std::string& bytes) {
    const Walked all = walked(format, bytes);
    CHECK(all.lines.empty());
    return all.error == "cut short"
               ? fmt::format("{} at {}", all.shortfall.bytes, all.shortfall.offset)
               : all.error;
  };
  CHECK(error("<q:n: {n}B:v:", most) == "9223372036854775807 at 8");
  CHECK(error("<q:n: {n}x", most) == "9223372036854775807 at 8");
  CHECK(error("<q:n: {n}s:t:", most) == "9223372036854775807 at 8");
  CHECK(error("<q:n: M(n){B}", most) == "9223372036854775807 at 8");
  CHECK(error("<q:n: {n}H:v:", most) ==
        "record 0 at offset 0, 'v': it is larger than 2^63-1 bytes");
  CHECK(error("<q:n: (n,n)B:v:", most) ==
        "record 0 at offset 0, 'v': it has more than 2^63-1 values");
  CHECK(error("<q:n: {n}B:v:", minus) ==
        "record 0 at offset 0, 'v': there cannot be -1 values of 'v'");
  CHECK(error("<q:n: {n}x", minus) == "record 0 at offset 0: there cannot be -1 bytes");
  CHECK(error("<q:n: {n}s:t:", minus) ==
        "record 0 at offset 0, 't': there cannot be -1 units of 't'");
  CHECK(error("<q:n: M(n){B}", minus) ==
        "record 0 at offset 0, M(...): a body cannot have -1 bytes");
  CHECK(error("<q:n: {n+1}B:v:", most).find("does not fit 64 bits") != std::string::npos);
  CHECK(error("<Q:n: {n}B:v:", minus).find("beyond 64 bits") != std::string::npos);
  CHECK(error("<q:n: A(n){B}", most).find("is not inside the file") != std::string::npos);
  CHECK(error("<q:n: A(n){B}", minus).find("is not inside the file") != std::string::npos);
  CHECK(error("<q:n: {n}z:t:", most) == "1 at 8");
}

TEST_CASE("what has no bytes does not go on for ever") {
  const std::string most = "\xff\xff\xff\xff\xff\xff\xff\x7f"s;
  for (const char* format :
       {"<q:n: (n)0s:v:", "<q:n: (n,0)B:v:", "<q:n: (2,n,0)B:v:", "<q:n: {n}T{}:v:",
        "<q:n: {n}T{{n*0}s}:v:", "<q:n: {n}T{{0}B:a: {a[0]*0}x}:v:", "{*}0s:v:", "{*}T{}:v:",
        "q:n: {*}T{{n*0}s}:v:", "{* until 0}T{}:v:", "{* until 0}0s:v:", "(*,0)[uleb]:v:",
        "{* until value==0}(0)B:v:", "(*,0)B:v:", "q:n: (*,n*0)B:v: "}) {
    CAPTURE(format);
    const Walked all = walked(format, most + "..."s);
    CHECK(all.lines.empty());
    CHECK(all.error.starts_with("record 0 at offset 0"));
    CHECK(all.error.size() < 200);
  }
  CHECK(first_record("<q:n: (0,n)B:v:", most) == "{\"n\":9223372036854775807,\"v\":[]}");
  CHECK(first_record("B:n: (n)0s:v:", "\x02") == "{\"n\":2,\"v\":[\"\",\"\"]}");
  CHECK(first_record("B:n: (n,0)B:v:", "\x02") == "{\"n\":2,\"v\":[[],[]]}");
}

TEST_CASE("many small records are walked in the time that they take") {
  constexpr std::size_t kMany = 1'000'000;
  const std::string bytes(kMany, '\0');
  const Layout layout = parse_format("B:n: {n}s:t:");
  const Buffer buffer = Buffer::borrow(bytes);
  const WalkArea area{buffer.bytes(), buffer.size(), true};
  Walker walker(layout, area);
  std::int64_t at = 0;
  std::int64_t n = 0;
  for (; at < buffer.size(); ++n) at = walker.walk(at, n)->end;
  CHECK(n == static_cast<std::int64_t>(kMany));
  // So are many elements of one record, and names that look at each of them.
  constexpr std::size_t kElements = 50'000;
  const std::string count = "\x50\xc3\0\0"s;
  const std::string ones(kElements, '\x01');
  const auto size = [&](const char* format, const std::string& all) {
    return first_record(format, all).size();
  };
  CHECK(size("<I:n: {n}[uleb]:v:", count + ones) == 2 * kElements + 17);
  CHECK(size("<I:n: (n,1)[uleb]:v:", count + ones) == 4 * kElements + 17);
  CHECK(size("<I:n: {n}[uleb]:v: {n}T{{v[index]}x}:w:", count + ones + ones) > kElements);
  CHECK(size("<I:n: {n}T{[uleb]:a:}:v: {n}T{{v[index].a}x}:w:", count + ones + ones) > kElements);
}

TEST_CASE("what leads back into itself ends") {
  const auto error = [](const char* format) { return first_record(format, "\0\0\0"s); };
  CHECK(error("type loop = B:at: A(at){[loop]:next:}; [loop]").find("64 deep") !=
        std::string::npos);
  CHECK(error("type loop = T{[loop]:next:}; [loop]").find("64 deep") != std::string::npos);
  CHECK(error("type loop = A(0){A(0){[loop]:next:}}; [loop]").find("64 deep") != std::string::npos);
  // As deep as may be.
  const auto nested = [](std::size_t depth) {
    return first_record("type list = B:n: {n ?}[list]:next:; [list]",
                        std::string(depth - 1, '\x01') + '\0');
  };
  CHECK(nested(63).starts_with("{\"n\":1,\"next\":{\"n\":1"));
  CHECK(nested(64).find("64 deep") != std::string::npos);
  // Whatever was met before, the next record is walked from its own depth.
  const Layout layout = parse_format("type list = B:n: {n ?}[list]:next:; [list]");
  std::string bytes = std::string(80, '\x01') + '\0';
  const Buffer buffer = Buffer::borrow(bytes);
  const WalkArea area{buffer.bytes(), buffer.size(), true};
  Walker walker(layout, area);
  for (int k = 0; k < 100; ++k) CHECK_THROWS_AS(walker.walk(0, k), Error);
  CHECK(walker.walk(80, 0) != nullptr);
  CHECK(walker.walk(30, 0) != nullptr);
}

TEST_CASE("what branches and leads back into itself ends") {
  const char* twice = "type t = A(0){[t]:x:} A(0){[t]:y:}; [t]";
  CHECK(first_record(twice, "a").find("64 deep") != std::string::npos);
}

TEST_CASE("numbers in groups of 7 bits hold 64 bits and no more") {
  const auto value = [](const char* type, const std::string& bytes) {
    const std::string shown = first_record(type, bytes);
    return shown.find("does not fit 64 bits") != std::string::npos ? "too large" : shown;
  };
  const std::string nine(9, '\xff');
  const std::string zeros(9, '\x80');
  CHECK(value("[uleb]", nine + "\x01") == "18446744073709551615");
  CHECK(value("[uleb]", nine + "\x02") == "too large");
  CHECK(value("[uleb]", nine + "\x7f") == "too large");
  CHECK(value("[uleb]", nine + "\x81") == "too large");
  CHECK(value("[uleb]", zeros + "\x01") == "9223372036854775808");
  CHECK(value("[uleb]", zeros + "\x80"s + "\0"s) == "too large");
  CHECK(value("[uleb]", zeros + "\0"s) == "0");
  CHECK(value("[sleb]", nine + "\0"s) == "9223372036854775807");
  CHECK(value("[sleb]", zeros + "\x7f") == "-9223372036854775808");
  CHECK(value("[sleb]", nine + "\x7f") == "-1");
  // 2^63, which fits no signed number.
  CHECK(value("[sleb]", zeros + "\x01") == "too large");
  CHECK(value("[sleb]", nine + "\x01") == "too large");
  CHECK(value("[sleb]", nine + "\x40") == "too large");
  CHECK(value("[vlq]", "\x81" + std::string(8, '\xff') + "\x7f") == "18446744073709551615");
  CHECK(value("[vlq]", "\x83" + std::string(8, '\xff') + "\x7f") == "too large");
  CHECK(value("[vlq]", "\x81" + nine + "\x7f") == "too large");
  CHECK(value("[ebml]", "\x01" + std::string(7, '\xff')) == "72057594037927935");
  CHECK(value("[ebml]", "\0"s + nine).find("more than 8 bytes") != std::string::npos);
}

TEST_CASE("names in formulas are the fields in front, of this record and of those around it") {
  const std::string bytes =
      "\x02\x01\x03"
      "a"
      "bcd"
      "efgh"s;
  const auto shown = [&](const std::string& format) { return first_record(format, bytes); };
  CHECK(shown("B:n: {n}B:v: {v[0]+v[1]}s:t: {*}x") == R"({"n":2,"v":[1,3],"t":"abcd"})");
  CHECK(shown("B:n: T{2B:v:}:r: {r.v[1]}s:t: {*}x") == R"({"n":2,"r":{"v":[1,3]},"t":"abc"})");
  CHECK(shown("B:n: {n}T{B:s:}:r: {r[1].s}s:t: {*}x") ==
        R"({"n":2,"r":[{"s":1},{"s":3}],"t":"abc"})");
  CHECK(shown("B:n: T{T{{n}B:v:}:b:}:a: {a.b.v[1]}s:t: {*}x") ==
        R"({"n":2,"a":{"b":{"v":[1,3]}},"t":"abc"})");
  CHECK(shown("B:n: 2T{B:n: {index}x}:r: {*}x") == R"({"n":2,"r":[{"n":1},{"n":3}]})");
  CHECK(shown("B:n: T{{n}s:t: T{{n}s:u:}:b:}:a: {*}x").find("\"u\":\"ab\"") != std::string::npos);
  CHECK(shown("3x {offset}s:t: {*}x") == R"({"t":"abc"})");
  CHECK(shown("3x {rest-6}s:t: {*}x") == R"({"t":"ab"})");
  CHECK(shown("{size-9}s:t: {*}x") == R"({"t":"\u0002\u0001"})");
  CHECK(shown("B:size: {size}B:v: {$size-9}s:t: {*}x") == R"({"size":2,"v":[1,3],"t":"ab"})");
  CHECK(shown("B:offset: {offset}B:v: {$offset}s:t: {*}x").find("\"t\":\"abc\"") !=
        std::string::npos);
  CHECK(shown("B:rest: {rest}B:v: {$rest}s:t:").find("\"t\":\"abcdefgh\"") != std::string::npos);
  CHECK(shown("B:index: {index}B:v: {$index}s:t: {*}x").find("\"t\":\"\"") != std::string::npos);
  CHECK(shown("B:n: M(4){{rest}s:t:} {*}x").find("abcd") == std::string::npos);
  // What is not there is not guessed.
  CHECK(shown("B:n: {n}B:v: {v[2]}s:t:").find("outside of 'v'") != std::string::npos);
  CHECK(shown("B:n: {n}B:v: {v[-1]}s:t:").find("outside of 'v'") != std::string::npos);
  CHECK(shown("B:n: {n}B:v: {v}s:t:").find("is an array") != std::string::npos);
  CHECK(shown("B:n: {n-2 ?}B:v: {v}s:t:").find("'v' does not stand in this record") !=
        std::string::npos);
  CHECK(shown("B:n: {n}T{{n-2 ?}B:v:}:r: {r[0].v}s:t:").find("does not stand") !=
        std::string::npos);
  CHECK(shown("B:n: {n*0}T{B:v:}:r: {r[0].v}s:t:").find("has 0 elements") != std::string::npos);
  CHECK(testing::code_of([] { return parse_format("{n}B:v: B:n:"); }) == Errc::BadFormat);
  CHECK(testing::code_of([] { return parse_format("{n}B:n:"); }) == Errc::BadFormat);
}

TEST_CASE("a field that is being read is not there yet") {
  // Another layout has a field of its name, so the name is known.
  const std::string bytes =
      "\x02"
      "ab";
  for (const char* format :
       {"B:k: S(k){1={k}B:r:, 2={r[1]}B:r:}", "B:k: S(k){1={k}B:r:, 2={len(r)}B:r:}",
        "B:k: S(k){1=3s:r:, 2={len(r)}s:r:}", "B:k: S(k){1=3s:r:, 2={r==\"a\"}s:r:}",
        "B:k: S(k){1={k}[uleb]:r:, 2={* until r[1]==0}[uleb]:r:}"}) {
    CAPTURE(format);
    CHECK(first_record(format, bytes).find("'r' does not stand in this record") !=
          std::string::npos);
  }
}

TEST_CASE("names lead into the record at hand, whatever was looked at before") {
  // Two records, whose elements begin at other places.
  const std::string format = "B:k: 3T{B:n: {n}s:t:}:r: {r[k].n}s:x:";
  const std::string bytes =
      "\0"
      "\x01"
      "a"
      "\x02"
      "bb"
      "\x03"
      "ccc"
      "X"
      "\x01"
      "\0"
      "\x01"
      "d"
      "\x02"
      "ee"
      "Y"
      "\x02"
      "\x02"
      "ff"
      "\0"
      "\x04"
      "gggg"
      "ZZZZ"s;
  const Walked all = walked(format, bytes);
  CHECK(all.error == "");
  REQUIRE(all.lines.size() == 3);
  CHECK(all.lines[0].ends_with(R"("x":"X"})"));
  CHECK(all.lines[1].ends_with(R"("x":"Y"})"));
  CHECK(all.lines[2].ends_with(R"("x":"ZZZZ"})"));
  // The same bytes, read by another count.
  const Walked other =
      walked("B:k: A(3){2T{{k}B:a:}:r:} {r[1].a[0]}x", "\x01\x02\0\x01\0\x01\0\0"s);
  CHECK(other.ends == std::vector<std::int64_t>{1, 3, 4});
  CHECK(other.error.find("has 0 elements") != std::string::npos);
}

TEST_CASE("rows of an array that takes what is left are whole") {
  CHECK(first_record("M(4){(*,2)[uleb]:v:}", "abcd") == R"({"v":[[97,98],[99,100]]})");
  CHECK(first_record("M(3){(*,2)[uleb]:v:}", "abcd").find("last of its rows") != std::string::npos);
  CHECK(first_record("M(3){(*,2)B:v:}", "abcd") == R"({"v":[[97,98]]})");
}

}  // namespace
}  // namespace bview
