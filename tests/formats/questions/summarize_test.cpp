// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/questions/summarize.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/question_text.hpp>

namespace bview {
namespace {

std::string random_bytes(std::size_t size, unsigned most) {
  std::minstd_rand random(7);
  std::string bytes(size, '\0');
  for (char& each : bytes) each = static_cast<char>(random() % (most + 1));
  return bytes;
}

/// Of items of `step` bytes that begin with the format's, perhaps those for which `where` holds.
/// `copies` of the fields are summed up: of more than 16 none is counted by its bits.
Summary summary_of(const std::string& format, std::string bytes, std::int64_t step,
                   std::size_t copies, int threads = 1, const std::string& where = "") {
  const Layout layout = parse_format(format);
  SummaryRequest request;
  const std::vector<SummedField> fields = summed_fields(layout, false);
  for (std::size_t k = 0; k < copies; ++k) {
    request.fields.insert(request.fields.end(), fields.begin(), fields.end());
  }
  ConditionPtr condition;
  if (!where.empty()) condition = condition_of(parse_question(where), {layout});
  request.where = condition.get();
  const Buffer buffer = Buffer::borrow(bytes);
  const View view(buffer.bytes(), layout.itemsize, {{buffer.size() / step, step}}, 0);
  Summarizer sums(request, threads);
  const std::int64_t some = view.size() / 3;
  sums.add({view, layout}, 0, some, [](std::int64_t /*done*/) {});
  sums.add({view, layout}, some, view.size() - some, [](std::int64_t /*done*/) {});
  return sums.finish().begin()->second;
}

bool is_near(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return std::fabs(*a - *b) <= 1e-12 * std::fabs(*b);
}

void check_same(const FieldSummary& a, const FieldSummary& b, bool whole) {
  CHECK(a.count() == b.count());
  CHECK(a.nan() == b.nan());
  CHECK(a.infinite() == b.infinite());
  CHECK(a.least().value == b.least().value);
  CHECK(a.greatest().value == b.greatest().value);
  // Sums of floats are rounded, those of whole numbers at the end alone.
  CHECK((whole ? a.mean() == b.mean() : is_near(a.mean(), b.mean())));
  CHECK((whole ? a.deviation() == b.deviation() : is_near(a.deviation(), b.deviation())));
  CHECK(a.bins().edges() == b.bins().edges());
  CHECK(a.bins().counts() == b.bins().counts());
}

TEST_CASE("numbers of a byte or two are counted as others are summed up") {
  struct Row {
    const char* format;
    std::int64_t step;
    const char* where;
    bool whole;
  };
  const Row rows[] = {
      {"B", 1, "", true},
      {"b", 3, "", true},
      {"?", 1, "", true},
      {"<H", 2, "", true},
      {">H", 2, "", true},
      {"<h", 5, "value > 7", true},
      {">h", 2, "", true},
      {"<e", 2, "", false},
      {">e", 2, "value < 1", false},
      {"[bf16]", 2, "", false},
      {"[f8e4m3]", 1, "", false},
      {"<3H", 6, "", true},
      {"<B:a: 2H:b:", 5, "", true},
      {"<2h:a: B:b:", 5, "b & 1", true},
  };
  for (const Row& row : rows) {
    for (const unsigned most : {0U, 3U, 255U}) {
      CAPTURE(row.format);
      CAPTURE(most);
      const std::string bytes = random_bytes(3000, most);
      const Summary counted = summary_of(row.format, bytes, row.step, 1, 1, row.where);
      const Summary summed = summary_of(row.format, bytes, row.step, 17, 1, row.where);
      const bool many_fields = counted.size() < summed.size();
      REQUIRE(many_fields);
      for (std::size_t k = 0; k < counted.size(); ++k) {
        check_same(counted[k], summed[k], row.whole);
        if (summed[k].distinct().is_over()) continue;
        CHECK(counted[k].distinct().count() == summed[k].distinct().count());
        CHECK(counted[k].quantiles() == summed[k].quantiles());
      }
    }
  }
}

TEST_CASE("threads do not change what is counted") {
  const std::string bytes = random_bytes(600'000, 255);
  check_same(summary_of("<h", bytes, 2, 1, 1)[0], summary_of("<h", bytes, 2, 1, 4)[0], true);
  const Summary one = summary_of("<e", bytes, 2, 1, 1);
  const Summary four = summary_of("<e", bytes, 2, 1, 4);
  CHECK(one[0].mean() == four[0].mean());
  CHECK(one[0].deviation() == four[0].deviation());
}

// --- whole numbers of which few differ -----------------------------------------------------------

std::span<const std::byte> nothing_of(std::size_t /*k*/) { return {}; }

FieldSummary sum_of(const std::vector<std::int64_t>& values, bool expects_many) {
  constexpr std::size_t kFew = 50;
  FieldSummary summary({true, RankedAs::Signed}, {kFew, Quantiles::kMost});
  if (expects_many) summary.expect_many();
  Column column;
  column.values = values;
  summary.add(column, nothing_of);
  return summary;
}

TEST_CASE("it does not matter how long whole numbers were only counted") {
  std::minstd_rand random(3);
  const auto numbers = [&](std::size_t count, std::uint64_t different) {
    std::vector<std::int64_t> values(count);
    for (std::int64_t& each : values) {
      each = (static_cast<std::int64_t>(random() % different) - 20) * 0x3'0000'0001;
    }
    return values;
  };
  for (const std::uint64_t first : {1U, 30U, 49U, 50U, 51U, 5000U}) {
    for (const std::uint64_t second : {1U, 50U, 51U, 5000U}) {
      CAPTURE(first);
      CAPTURE(second);
      const auto some = numbers(2000, first);
      const auto others = numbers(2000, second);
      FieldSummary summed = sum_of(some, true);
      summed.merge(sum_of(others, true));
      for (const bool many : {false, true}) {
        FieldSummary summary = sum_of(some, false);
        summary.merge(sum_of(others, many));
        check_same(summary, summed, true);
        FieldSummary turned = sum_of(others, many);
        turned.merge(sum_of(some, false));
        check_same(turned, summed, true);
        CHECK(turned.quantiles() == summary.quantiles());
        FieldSummary added = sum_of(some, false);
        Column column;
        column.values = others;
        added.add(column, nothing_of);
        check_same(added, summed, true);
      }
    }
  }
}

TEST_CASE("numbers of 64 bits without a sign are counted beside those that are larger than 63") {
  constexpr std::uint64_t kTop = std::uint64_t{1} << 63U;
  std::string bytes(5000 * sizeof kTop, '\1');
  for (std::size_t k = 0; k < 8; ++k) bytes[4500 * 8 + k] = '\xff';
  const Summary summary = summary_of("<Q", bytes, 8, 1);
  CHECK(summary[0].distinct().count() == 2);
  CHECK(std::get<Ratio>(summary[0].greatest().value).numerator.magnitude == ~std::uint64_t{0});
  const double mean = (4999.0 * static_cast<double>(0x101010101010101) + 0x1p64) / 5000;
  CHECK(is_near(summary[0].mean(), mean));
}

}  // namespace
}  // namespace bview
