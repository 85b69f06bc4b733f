// SPDX-License-Identifier: MIT
// What diff finds in small random records is what obvious loops find, by position and by key.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "tests/cli/shell.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

using namespace std::chrono_literals;

struct Record {
  unsigned key;
  unsigned x;
  unsigned y;
};
using Records = std::vector<Record>;

std::string bytes_of(const Records& records) {
  std::string bytes;
  for (const Record& each : records) {
    for (const unsigned byte : {each.key, each.x, each.y}) bytes += static_cast<char>(byte);
  }
  return bytes;
}

std::string json_of(const Record& record) {
  return fmt::format(R"("{{""key"":{},""x"":{},""y"":{}}}")", record.key, record.x, record.y);
}

/// Lines of diff -t csv.
class Lines {
 public:
  Lines(const Records& a, const Records& b) : a_(a), b_(b) {}

  void compare(std::size_t n, std::size_t m) {
    const auto field = [&](const char* name, unsigned Record::*value, std::size_t place) {
      if (a_[n].*value == b_[m].*value) return;
      text_ += fmt::format("change,{},{},{},{},{},{}\n", 3 * n + place, 3 * m + place, n, name,
                           a_[n].*value, b_[m].*value);
    };
    field("key", &Record::key, 0);
    field("x", &Record::x, 1);
    field("y", &Record::y, 2);
  }
  void remove(std::size_t n) {
    text_ += fmt::format("delete,{},,{},,{},\n", 3 * n, n, json_of(a_[n]));
  }
  void insert(std::size_t m) {
    text_ += fmt::format("insert,,{},{},,,{}\n", 3 * m, m, json_of(b_[m]));
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  const Records& a_;
  const Records& b_;
  std::string text_{};
};

std::string by_position(const Records& a, const Records& b) {
  Lines lines(a, b);
  for (std::size_t n = 0; n < std::max(a.size(), b.size()); ++n) {
    n >= b.size() ? lines.remove(n) : n >= a.size() ? lines.insert(n) : lines.compare(n, n);
  }
  return lines.text();
}

std::string by_key(const Records& a, const Records& b) {
  Lines lines(a, b);
  const auto find = [](const Records& in, unsigned key) {
    return static_cast<std::size_t>(
        std::find_if(in.begin(), in.end(), [&](const Record& each) { return each.key == key; }) -
        in.begin());
  };
  for (std::size_t n = 0; n < a.size(); ++n) {
    const std::size_t m = find(b, a[n].key);
    m == b.size() ? lines.remove(n) : lines.compare(n, m);
  }
  for (std::size_t m = 0; m < b.size(); ++m) {
    if (find(a, b[m].key) == a.size()) lines.insert(m);
  }
  return lines.text();
}

/// Records with keys of their own, in random order.
Records random_records(std::mt19937& random) {
  std::vector<unsigned> keys(20);
  for (std::size_t k = 0; k < keys.size(); ++k) keys[k] = static_cast<unsigned>(k);
  std::shuffle(keys.begin(), keys.end(), random);
  Records records(random() % 20);
  for (std::size_t k = 0; k < records.size(); ++k) {
    records[k] = {keys[k], static_cast<unsigned>(random() % 3),
                  static_cast<unsigned>(random() % 3)};
  }
  return records;
}

TEST_CASE("differences are those of a loop over all records") {
  const testing::TemporaryFolder folder;
  const testing::Shell shell(BVIEW_EXE);
  std::mt19937 random(5);
  for (int round = 0; round < 40; ++round) {
    const Records a = random_records(random);
    const Records b = random_records(random);
    const std::string files = folder.file("a", bytes_of(a)) + " " + folder.file("b", bytes_of(b));
    const auto check = [&](const std::string& options, const std::string& want) {
      const auto outcome = shell.run(fmt::format("bview diff {} -t csv {}", files, options), 10s);
      REQUIRE(outcome);
      CHECK(outcome->out == want);
      CHECK(outcome->code == (want.empty() ? 0 : 1));
    };
    const std::string fixed = "-f '<B:key: B:x: B:y:'";
    check(fixed, by_position(a, b));
    check(fixed + " -j 1", by_position(a, b));
    check(fixed + " --key key", by_key(a, b));
    check(fixed + " --until 'key > 200'", by_position(a, b));
    check(fixed + " --until 'key > 200' --key key", by_key(a, b));
  }
}

}  // namespace
}  // namespace bview
