// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/questions/choose.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/question_text.hpp>

#include "tests/support/vectors.hpp"

namespace bview {
namespace {

std::string numbers_in(const ItemList& list) {
  std::string text;
  for (const ItemList::Item& item : list.items) {
    if (!text.empty()) text += ',';
    text += std::to_string(item.number);
  }
  return text;
}

/// The items for which a question holds, by number: those of `step` bytes each.
std::string chosen(const Layout& layout, std::string bytes, std::int64_t step,
                   const std::string& question, int threads = 1) {
  const auto condition = condition_of(parse_question(question), {layout});
  const Buffer buffer = Buffer::borrow(bytes);
  const View view(buffer.bytes(), layout.itemsize, {{buffer.size() / step, step}}, 0);
  ItemList list;
  choose({*condition, {view, layout}, threads}, 0, view.size(), list);
  return numbers_in(list);
}

/// The same of records that are walked.
std::string chosen_records(const Layout& layout, std::string bytes, const std::string& question) {
  const auto condition = condition_of(parse_question(question), {layout});
  const Buffer buffer = Buffer::borrow(bytes);
  RecordList records;
  records.area = {buffer.bytes(), buffer.size(), true};
  Walker walker(layout, records.area);
  for (std::int64_t at = 0; at < buffer.size();) {
    const Frame* frame = walker.walk(at, std::ssize(records.records));
    REQUIRE(frame != nullptr);
    records.records.push_back({at, frame->end - at});
    at = frame->end;
  }
  const View view = view_of_records(std::ssize(records.records));
  ItemList list;
  choose({*condition, {view, layout, &records}}, 0, view.size(), list);
  return numbers_in(list);
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t k = 0; k < hex.size(); k += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(k, 2), nullptr, 16));
  }
  return bytes;
}

/// Items with bytes between them.
std::string spaced(const std::string& bytes, std::int64_t itemsize, std::int64_t step) {
  std::string result;
  for (std::size_t at = 0; at < bytes.size(); at += static_cast<std::size_t>(itemsize)) {
    result += bytes.substr(at, static_cast<std::size_t>(itemsize));
    result.append(static_cast<std::size_t>(step - itemsize), '\x2a');
  }
  return result;
}

std::string why_not(std::string_view format, const std::string& question) {
  try {
    const Layout layout = parse_format(format);
    static_cast<void>(condition_of(parse_question(question), {layout}));
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadFormat);
    return error.what();
  }
  return "";
}

TEST_CASE("questions hold for the items for which they hold in Python") {
  for (const auto& cells : testing::read_vectors("oracle/question.tsv")) {
    CAPTURE(cells[0]);
    CAPTURE(cells[2]);
    const Layout layout = parse_format(cells[0]);
    const std::string bytes = from_hex(cells[1]);
    CHECK(chosen(layout, bytes, layout.itemsize, cells[2]) == cells[3]);
    const std::int64_t step = layout.itemsize + 3;
    CHECK(chosen(layout, spaced(bytes, layout.itemsize, step), step, cells[2]) == cells[3]);
    CHECK(chosen_records(as_varying(layout), bytes, cells[2]) == cells[3]);
  }
}

TEST_CASE("the items that are chosen do not depend on threads") {
  std::string bytes;
  for (int k = 0; k < 300000; ++k) bytes += static_cast<char>(k * 7 % 251);
  const Layout layout = parse_format("B");
  const std::string one = chosen(layout, bytes, 1, "value > 200 and value % 3 == 1", 1);
  CHECK(one == chosen(layout, bytes, 1, "value > 200 and value % 3 == 1", 4));
  CHECK(std::count(one.begin(), one.end(), ',') > 10000);
}

TEST_CASE("what names, times and scaled numbers are compared with") {
  struct Row {
    std::string format;
    std::string bytes;
    std::string question;
    std::string want;
  };
  const Row rows[] = {
      {"B|enum(1=one,2=two):k:", "01020302", "k == \"two\"", "1,3"},
      {"B|enum(1=one,2=two):k:", "01020302", "k != 'two'", "0,2"},
      {"B|enum(1=one,2=two):k:", "01020302", "k == 2", "1,3"},
      {"B|enum(1=one,2=two):k:", "01020302", "k in ('one', 3)", "0,2"},
      {"B|enum(1=one,2=two):k:", "01020302", "k like 't%'", "1,3"},
      {"B|flags(exec=1,write=2):f:", "00010203", "f == 'exec|write'", "3"},
      {"B|flags(exec=1,write=2):f:", "00010203", "f & 2 == 2", "2,3"},
      {"<I|unix:t:",
       "00000000"
       "80f1fe65",
       "t > '2024-01-01T00:00:00Z'", "1"},
      {"<I|unix:t:",
       "00000000"
       "80f1fe65",
       "t > \"2024-01-01\"", "1"},
      {"<I|unix:t:",
       "00000000"
       "80f1fe65",
       "t == 0", "0"},
      {"<h|scale(0.01):t:",
       "290929ff"
       "0000"
       "6400",
       "t == 23.45", "0"},
      {"<h|scale(0.01):t:",
       "290929ff"
       "0000"
       "6400",
       "t < 0", "1"},
      {"<h|scale(0.01):t:",
       "290929ff"
       "0000"
       "6400",
       "t >= 1", "0,3"},
      {"<h|scale(0.01):t:",
       "290929ff"
       "0000"
       "6400",
       "t * 100 == 2345", "0"},
      {"<h|scale(-1/3):t:", "0300fdff", "t > 0.5", "1"},
      {"<h|scale(-1/3):t:", "0300fdff", "t == -1", "0"},
      {"4s|text(oct):n:",
       "30303137"
       "20202038"
       "30313020",
       "n == 15", "0"},
      {"4s|text(oct):n:",
       "30303137"
       "20202038"
       "30313020",
       "n != 15", "1,2"},
      {"4s|text(oct):n:",
       "30303137"
       "20202037"
       "30313020",
       "n < 9", "1,2"},
      {"4s|ip:a:",
       "7f000001"
       "0a000001",
       "a == '127.0.0.1'", "0"},
      {"6s|mac:a:",
       "aabbccddeeff"
       "000000000000",
       "a == 'AA:BB:CC:DD:EE:FF'", "0"},
      {"8s|cstr:n:",
       "6162006364656667"
       "6162000000000000",
       "n == 'ab'", "0,1"},
      {"8s:n:",
       "6162006364656667"
       "6162000000000000",
       "n == 'ab'", "1"},
      {"<H|bits(a:3,b:-5,c:8):w:",
       "fa01"
       "0201",
       "w.b == -1 and w.c == 1", "0"},
      {"<H|bits(a:3,b:-5,c:8):w:",
       "fa01"
       "0201",
       "w == 0x102", "1"},
      {"<2[u12]",
       "341256"
       "000000",
       "f1 == 0x561", "0"},
      {"<[u128]:n:",
       "ffffffffffffffffffffffffffffffff"
       "01000000000000000000000000000000",
       "n == 340282366920938463463374607431768211455", "0"},
      {"<[u128]:n:",
       "ffffffffffffffffffffffffffffffff"
       "01000000000000000000000000000000",
       "n + 1 > 0", "1"},
      {"<Q:n:",
       "ffffffffffffffff"
       "0100000000000000",
       "n + 1 == 18446744073709551616", "0"},
      {"<Q:n:",
       "ffffffffffffffff"
       "0100000000000000",
       "n & 0xff == 255", "0"},
      {"<Q:n:",
       "ffffffffffffffff"
       "0100000000000000",
       "n > 1.8e19", "0"},
      {"?:b:", "000102", "b", "1,2"},
      {"?:b:", "000102", "not b", "0"},
      {"2h:v: B:n:",
       "010002000501000300"
       "05",
       "v[1] == 3", "1"},
      {"<T{B:x: B:y:}:p: B:n:",
       "010203"
       "040506",
       "p.y == 5", "1"},
      {"B:index: B:n:",
       "0500"
       "0600",
       "index == 6", "1"},
      {"B:index: B:n:",
       "0500"
       "0600",
       "$index == 1", "1"},
      {"B:my size: B:n:",
       "0500"
       "0600",
       "`my size` == 6", "1"},
      {"B B",
       "0500"
       "0600",
       "$0 == 6 or f1 == 7", "1"},
      {"B", "050607", "value >= 6 and offset < 2", "1"},
      {"<2u:t:",
       "61006200"
       "e900e800",
       "t == '\xc3\xa9\xc3\xa8'", "1"},
      {"<2u:t:",
       "61006200"
       "e900e800",
       "t like '_b' or len(t) == 4", "0,1"},
      {"3s:t:",
       "c3a962"
       "616262",
       "t like '_b'", "0"},
      {"2s:t:",
       "ff62"
       "6162",
       "t like '_b'", "0,1"},
      {"<e:x:",
       "663c"
       "0038",
       "x == 1.1", "0"},
      {"<f:x:",
       "cdcccc3d"
       "0000803f",
       "x == 0.1", "0"},
      {"<f:x:",
       "cdcccc3d"
       "0000803f",
       "x + 0 == 0.1", ""},
      {"<[f80]:x:", "cdcccccccccccc8cff3f00000000000000800040", "x == 1.1 or x * 2 == 4", "0,1"},
      {"<f:x:", "cdcccc3d0000803f", "x * 0.5 == 0.5", "1"},
      {"<q", "00000000000000800100000000000000", "value > 340282366920938463463374607431768211455",
       ""},
      {"<q", "00000000000000800100000000000000", "value < -340282366920938463463374607431768211455",
       ""},
      {"<q", "00000000000000800100000000000000",
       "value >= -340282366920938463463374607431768211455", "0,1"},
      {"<[i128]", "00000000000000000000000000000080ffffffffffffffffffffffffffffffff",
       "value & 255 == 0", "0"},
      {"<[i128]", "00000000000000000000000000000080ffffffffffffffffffffffffffffffff",
       "value ^ 0 < 0 and value | 0 < 0 and value & -1 < 0", "0,1"},
      {"<d:x:", "000000000000f07f0000000000000000", "x == 1e400", ""},
      {"<d:x:", "000000000000f07f0000000000000000", "x > 1e400", "0"},
      {"<f:x:", "0000807fffff7f7f", "x > 3.5e38", "0"},
      {"<f:x:", "0000807fffff7f7f", "x < 1e400 and x > -1e400", "1"},
      {"<h:x:", "0100ff7f", "x < 1e400 and x in (1,)", "0"},
      {"<d:x:",
       "0000000000000080"
       "0000000000000000",
       "x == 0 and x >= -0.0", "0,1"},
      {"<i:a: i:b:",
       "01000000"
       "00000000"
       "05000000"
       "02000000",
       "a / b == 2", "1"},
      {"<i:a: i:b:",
       "01000000"
       "00000000"
       "05000000"
       "02000000",
       "a / b != 2", "0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.question);
    const Layout layout = parse_format(row.format);
    CHECK(chosen(layout, from_hex(row.bytes), layout.itemsize, row.question) == row.want);
  }
}

TEST_CASE("readings do not count where nobody wants them") {
  const Layout layout = parse_format("<B|enum(1=one):k: h|scale(0.01):t:");
  const std::string bytes = from_hex(
      "016400"
      "020100");
  const Asked asked{layout, nullptr, true};
  const auto condition = condition_of(parse_question("t == 100 and k == 1"), asked);
  const Buffer buffer = Buffer::borrow(bytes);
  const View view(buffer.bytes(), 3, {{2, 3}}, 0);
  ItemList list;
  choose({*condition, {view, layout}}, 0, 2, list);
  CHECK(numbers_in(list) == "0");
  CHECK_THROWS_AS(static_cast<void>(condition_of(parse_question("k == 'one'"), asked)), Error);
}

TEST_CASE("questions about records that vary in size") {
  struct Row {
    std::string format;
    std::string bytes;
    std::string question;
    std::string want;
  };
  const Row rows[] = {
      {"<B:n: {n}s:t:",
       "026162"
       "00"
       "0163",
       "t == 'ab'", "0"},
      {"<B:n: {n}s:t:",
       "026162"
       "00"
       "0163",
       "len(t) == n", "0,1,2"},
      {"<B:n: {n}B:v:",
       "020102"
       "00"
       "0163",
       "len(v) > 0", "0,2"},
      {"<B:k: {k?}B:v:",
       "0105"
       "00"
       "0107",
       "v > 5", "2"},
      {"<B:k: {k?}B:v:",
       "0105"
       "00"
       "0107",
       "v != 5", "1,2"},
      {"<B:k: {k?}B:v:",
       "0105"
       "00"
       "0107",
       "v == 5 or not v > 0", "0,1"},
      {"<B:k: {k?}B:v:",
       "0105"
       "00"
       "0107",
       "index == 1 or offset == 3", "1,2"},
      {"<B:k: S(k){1=B:v:, 2=H:v:, *=}",
       "0105"
       "020500"
       "03",
       "v == 5", "0,1"},
      {"<B:k: S(k){1=B:v:, 2=H:v:, *=}",
       "0105"
       "020500"
       "03",
       "v + 1 > 0", "0,1"},
      {"[uleb]:n: z:t:",
       "8001"
       "616200"
       "05"
       "6300",
       "n == 128 and t == 'ab'", "0"},
      {"[sleb]:n: z:t:",
       "7f"
       "616200"
       "05"
       "6300",
       "n < 0", "0"},
      {"2s:b: E(b==\"MM\") H:n:",
       "4d4d0001"
       "49490100",
       "n == 1", "0,1"},
      {"<B:n: 4[u13]:p: {n}x", "000102030405060b", "p[1] == 24 and p[3] == 5644", "0"},
      {"B:n: {n}T{B:x:}:p: B:e:",
       "01050600"
       "07",
       "e > 5", "0,1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.format);
    CAPTURE(row.question);
    CHECK(chosen_records(parse_format(row.format), from_hex(row.bytes), row.question) == row.want);
  }
}

TEST_CASE("what is wrong with a question is said where it is") {
  struct Row {
    std::string format;
    std::string question;
    std::string want;  // in the message
  };
  const Row rows[] = {
      {"I:len: 4s:tag:", "lem > 4", "there is no field 'lem'; the record has len, tag"},
      {"I:len: 4s:tag:", "tag > 4", "'tag' is text; a text stands beside it in quotes"},
      {"I:len: 4s:tag:", "len == 'ab'", "'len' is a number, and 'ab' a text"},
      {"I:len: 4s:tag:", "tag + 1 == 2", "+ takes numbers, and 'tag' is text"},
      {"I:len: 4s:tag:", "len like 'a%'", "like takes a text, and 'len' is a number"},
      {"I:len: 4s:tag:", "len > ", "here a number or a name is missing"},
      {"I:len: 4s:tag:", "len = 4", "'==' compares"},
      {"I:len: 4s:tag:", "len > 4 && len < 9", "'and' holds where both sides do"},
      {"I:len: 4s:tag:", "len in 4", "behind 'in' stands a list"},
      {"I:len: 4s:tag:", "cbrt(len) > 2", "there is no function 'cbrt'; there are abs, exp"},
      {"I:len: 4s:tag:", "len > 4 ? 1 : 0", "there are no choices here"},
      {"I:len: 4s:tag:", "(len > 4", "this '(' is not closed"},
      {"f:x:", "x & 1", "& takes whole numbers"},
      {"2I:v:", "v > 4", "'v' has several values; one of them is v[0]"},
      {"T{B:x:}:p: B", "p > 4", "'p' is a record; one of its fields is p.x"},
      {"F:z: B", "z == 1", "'z' is complex"},
      {"B:n: {n}B:v:", "v > 4", "'v' has as many values as each record says; len(v) counts them"},
      {"I:len: 4s:tag:", "len(len) == 4", "len() takes a text or an array, and 'len' is neither"},
      {"I:len: 4s:tag:", "len in ()", "a list has one value or more"},
      {"I:len: 4s:tag:", "len < 0x", "behind 'x' digits are missing"},
      {"I:len: 4s:tag:", "!len", "'not' turns a condition round"},
      {"I:len: 4s:tag:", "len < 99999999999999999999999999999999999999999",
       "does not fit 128 bits"},
      {"B|enum(1=one):k:", "k == 'onne'", "one"},
      {"I|unix:t:", "t > 'yesterday'", "is no point in time"},
      {"B:k:", "k == @n", "nothing was read that is called so"},
      {"B:k:", "k == $n", "behind '$' stands the position of a field"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.question);
    const std::string message = why_not(row.format, row.question);
    CHECK_MESSAGE(message.find(row.want) != std::string::npos, message);
    CHECK_MESSAGE(message.find("the question is wrong at character ") != std::string::npos,
                  message);
  }
}

TEST_CASE("questions that are too deep or too long are refused") {
  CHECK(why_not("B:a:", std::string(10000, '(') + "a").find("deep at most") != std::string::npos);
  std::string many = "a";
  for (int k = 0; k < 10000; ++k) many += " or a";
  CHECK(why_not("B:a:", many).find("1000 parts at most") != std::string::npos);
  std::string nots;
  for (int k = 0; k < 1000; ++k) nots += "not ";
  CHECK(why_not("B:a:", nots + "a").find("deep at most") != std::string::npos);
}

}  // namespace
}  // namespace bview
