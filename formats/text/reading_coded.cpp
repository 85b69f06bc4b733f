// SPDX-License-Identifier: MIT
// Numbers in as many bytes as they say, as bytes that were found.

#include <fmt/format.h>

#include <bview/core/coded_number.hpp>
#include <bview/core/error.hpp>
#include <bview/core/integers.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

constexpr int kWidth = 64;

bool is_sleb(const ReadingStep& step) { return step.coding == NumberCoding::Sleb; }

}  // namespace

void show_coded(const ReadingStep& step, Datum& datum) {
  const auto number = decode_number(step.coding, std::as_bytes(std::span(datum.text)));
  if (!number) throw Error(Errc::BadValue, "the number here has no end");
  const bool negative = is_sleb(step) && number->number >> (kWidth - 1U) != 0;
  const std::uint64_t magnitude = negative ? ~number->number + 1 : number->number;
  datum.become(WideInteger{magnitude, negative});
  datum.width = kWidth;
  datum.is_signed = is_sleb(step);
}

/// The bytes that stand there are as many as before: small numbers are filled up.
void take_coded(const ReadingStep& step, Datum& datum) {
  to_integer(datum);
  const WideInteger& value = datum.integer;
  const uint128 most = uint128{1} << (is_sleb(step) ? kWidth - 1U : unsigned{kWidth});
  const bool fits =
      value.negative ? is_sleb(step) && value.magnitude <= most : value.magnitude < most;
  if (!fits) {
    throw Error(Errc::BadValue, fmt::format("{} does not fit {} bits{}", decimal_text(value),
                                            kWidth, is_sleb(step) ? "" : " without a sign"));
  }
  const auto number = static_cast<std::uint64_t>(twos_complement(value));
  // All bits set say that a size is not known: they are that in as many bytes.
  const auto bits = 7U * static_cast<unsigned>(datum.size);
  if (step.coding == NumberCoding::Ebml && bits < kWidth &&
      number == (std::uint64_t{1} << bits) - 1) {
    std::string bytes(static_cast<std::size_t>(datum.size), '\xff');
    bytes.front() = static_cast<char>(0xffU >> static_cast<unsigned>(datum.size - 1));
    return datum.become(Datum::Is::Bytes, std::move(bytes));
  }
  std::string bytes = encode_number(step.coding, number, datum.size);
  if (static_cast<int>(bytes.size()) > datum.size) {
    throw Error(Errc::BadValue,
                fmt::format("{} takes {} bytes, and {} stand here; a patch changes no size",
                            decimal_text(value), bytes.size(), datum.size));
  }
  datum.become(Datum::Is::Bytes, std::move(bytes));
}

}  // namespace bview
