// SPDX-License-Identifier: MIT
// at(): the text that a number leads to.

#include <fmt/format.h>

#include <limits>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/pointed_texts.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/readings.hpp>

namespace bview {

/// A number that leads out of the file stays as it is.
void show_at(const ReadingStep& step, Datum& datum) {
  if (datum.is != Datum::Is::Integer || !step.pointed.texts) return;
  constexpr auto kMost = static_cast<uint128>(std::numeric_limits<std::int64_t>::max());
  if (datum.integer.negative || datum.integer.magnitude > kMost) return;
  const auto offset = checked_add(datum.start.value_or(step.start),
                                  static_cast<std::int64_t>(datum.integer.magnitude));
  const auto text = offset ? step.pointed.texts->at(*offset) : std::nullopt;
  if (text) datum.become(Datum::Is::Word, std::string(*text));
}

/// In place of the number a text has one that stands for it, until the bytes are seen that it
/// goes to.
void take_at(const ReadingStep& step, Datum& datum) {
  const std::string text = datum.is_text() ? datum.text : decimal_text(datum.integer);
  datum.become(WideInteger{step.pointed.texts->number_of(text), false});
}

void refuse_other_text(const ReadingStep& step, std::string_view before, const WideInteger& given) {
  const std::string_view text =
      step.pointed.texts->given(static_cast<std::uint64_t>(given.magnitude));
  if (text == before) return;
  throw Error(Errc::BadValue,
              fmt::format("at() shows the text {}, which stands elsewhere, and {} is another; "
                          "patch the text where it stands, or the number without at()",
                          quoted(before), quoted(text)));
}

}  // namespace bview
