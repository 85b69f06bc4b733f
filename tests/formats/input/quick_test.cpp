// SPDX-License-Identifier: MIT
// Plain values that are read many at a time, and the same a character at a time, which is never
// quick.

#include <doctest/doctest.h>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "tests/formats/input/reading.hpp"

namespace bview {
namespace {

using Engine = std::mt19937_64;

struct Form {
  std::string form;
  std::string format;
  std::vector<std::string> rows;
};
const Form kForms[] = {
    {"tsv", "<i", {"1\t-2\t3\n", "4\t5\t6\n", "70\t80\t-90\r\n", "0x1\t+2\t3.0\n", "1\t2\t \n"}},
    {"tsv", "<(3)h", {"1\t-2\t3\n", "4\t5\t6\n", "70\t80\t-90\r\n"}},
    {"tsv", "<(2)h", {"1\t-2\t3\n", "4\t5\t6\n"}},
    {"tsv", "<hB2x5s", {"1\t2\tab\n", "-3\t200\t\n", "5\t6\ta\\tb\r\n", "5\t6\t\xc3\xa9\n"}},
    {"tsv", "4s", {"ab\n", "\n", "a\\\\\n", "abcd\r\n", "abcde\n"}},
    {"tsv", "3s3s", {"a\tb\n", "\t\n", "abc\tabc\n", "\tb\r\n"}},
    {"tsv", "2xb", {"1\n", "2\n", "3\r\n"}},
    {"tsv", "<T{h:a:T{b:x:(2)B:y:}:r:}", {"1\t2\t3\t4\n", "1000\t-2\t33\t44\n"}},
    {"csv", "<Qd?", {"1,2.5,true\n", "18446744073709551615,-1e-5,false\n", "\"3\",nan,1\r\n"}},
    {"csv", "<f8s", {"1.5,abc\n", "\"2\",\"a,b\"\n", "3,\"a\nb\"\n", "1e300,x\n", "4,\n"}},
    {"csv", "<e", {"1.5\n", "0.1\n", "65504\n", "2049\n", "\"7\"\n"}},
    {"json", "<i", {"1,", "-2, ", "30\n,", " 4 ,", "5.0,", "007,"}},
    {"json", "<hd", {"[1,2.5],", "[-3, 1e-5] ,\n", "[4,null],", "[\"5\",6],", "[7,8,9],"}},
    {"json", "<(2)h", {"[[1,2],[3,4]],", "[[5,6],[7,8]],\n", "[[5,6],[7,8],[9,10]],"}},
    {"ndjson", "<i", {"1\n", "-2 ", "30\r\n", "[4]\n", "007\n"}},
    {"ndjson", "<i", {"[1,2]\n", "[3, 4]\n", " [5,6]\n\n", "[7]\n", "[8,\"9\"]\n"}},
    {"ndjson", "<i", {"[[1,2],[3,4]]\n", "[[1,2],[3,4]]\n", "[[5,6],[7,8]] "}},
    {"ndjson",
     "<h:a:d:b:3s:t:",
     {"{\"a\":1,\"b\":2.5,\"t\":\"ab\"}\n", "{\"a\": -3, \"b\": 1e5, \"t\": \"\"}\n",
      "{\"b\":4,\"a\":5,\"t\":\"\\u0041\"}\n", "{\"a\":6,\"b\":null,\"t\":\"\xc3\xa9\"}\n"}},
    {"ndjson",
     "<h:a:T{b:x:(2)B:y:}:r:",
     {"{\"a\":1,\"r\":{\"x\":2,\"y\":[3,4]}}\n", "{ \"a\":1,\n\"r\":{\"x\":2,\"y\":[3, 4]}}\n"}},
    {"ndjson", "3B?", {"[1,2,3,true]\n", "[255,0,7,false]\n", "[1,2,3,truex]\n"}},
    {"hex", "<I", {"00112233\n", "44 55 66 77\r\n", "8899aabb", "c c\n", "dd\n"}},
};

std::string random_text(const Form& form, Engine& random) {
  std::string text;
  // Mostly the plainest, so that many of them stand together.
  const bool plain = random() % 2 == 0;
  for (std::size_t n = random() % 12; n-- > 0;) {
    text += form.rows[random() % 8 != 0 ? random() % 2 : random() % (plain ? 2 : form.rows.size())];
  }
  if (form.form != "json") return text;
  if (text.find_last_of(',') != std::string::npos) text.resize(text.find_last_of(','));
  return "[" + text + "]\n";
}

void damage(std::string& text, Engine& random) {
  constexpr std::string_view kPieces = "\n\r\t ,;[]{}\":\\-+.eE0159xnt\xc3";
  if (text.empty()) return;
  const std::size_t at = random() % text.size();
  const char piece = random() % 8 == 0 ? '\0' : kPieces[random() % kPieces.size()];
  if (random() % 3 == 0) {
    text.erase(at, 1);
  } else if (random() % 2 == 0) {
    text.insert(at, 1, piece);
  } else {
    text[at] = piece;
  }
}

/// The items, the losses and the error.
std::string outcome(const Form& form, const std::string& text, bool hears, std::size_t step) {
  std::string losses;
  InputOptions options;
  if (hears) options.on_loss = [&](std::int64_t at) { losses += fmt::format(" {}", at); };
  return testing::read_items(form.form, form.format, text, options, step) + losses;
}

TEST_CASE("plain and damaged texts, whole and cut") {
  Engine random(1);
  for (const Form& form : kForms) {
    CAPTURE(form.form);
    CAPTURE(form.format);
    for (int round = 0; round < 1000; ++round) {
      std::string text = random_text(form, random);
      if (random() % 2 == 0) damage(text, random);
      const bool hears = random() % 4 == 0;
      CAPTURE(text);
      const std::string slow = outcome(form, text, hears, 1);
      REQUIRE(outcome(form, text, hears, testing::kAllAtOnce) == slow);
      REQUIRE(outcome(form, text, hears, 2 + random() % 40) == slow);
    }
  }
}

TEST_CASE("a long text cut at every place") {
  for (const Form& form : kForms) {
    std::string text;
    for (int n = 0; n < 6; ++n) text += form.rows[static_cast<std::size_t>(n % 2)];
    if (form.form == "json") text = "[" + text.substr(0, text.find_last_of(',')) + "]";
    CAPTURE(text);
    const std::string slow = outcome(form, text, false, 1);
    for (std::size_t step = 2; step <= text.size(); ++step) {
      REQUIRE(outcome(form, text, false, step) == slow);
    }
  }
}

TEST_CASE("more than is read at once, with an error far behind") {
  for (const Form& form : kForms) {
    std::string text;
    while (text.size() < 200'000) text += form.rows[0] + form.rows[1];
    std::string broken = text + "?";
    if (form.form == "json") text = "[" + text.substr(0, text.find_last_of(',')) + "]";
    if (form.form == "json") broken = "[" + broken;
    CHECK((outcome(form, text, false, testing::kAllAtOnce) == outcome(form, text, false, 1)));
    CHECK((outcome(form, broken, false, testing::kAllAtOnce) == outcome(form, broken, false, 1)));
    CHECK((outcome(form, broken, false, 4096) == outcome(form, broken, false, 1)));
  }
}

TEST_CASE("numbers that may have lost something are told of") {
  const Form tsv{"tsv", "<qb", {}};
  const std::string rows = "1\t2\n123456789012345\t3\n1234567890123456\t4\n5\t6\n";
  const std::string slow = outcome(tsv, rows, true, 1);
  CHECK(slow.ends_with(" 0"));
  CHECK(outcome(tsv, rows, true, testing::kAllAtOnce) == slow);
  const Form json{"ndjson", "<bd", {}};
  const std::string items = "[1,2]\n[3,0.12345678901234]\n[5,0.1234567890123456]\n[7,null]\n[9,1]";
  const std::string heard = outcome(json, items, true, 1);
  CHECK(heard.ends_with(" 1 1 1"));
  CHECK(outcome(json, items, true, testing::kAllAtOnce) == heard);
}

}  // namespace
}  // namespace bview
