// SPDX-License-Identifier: MIT
// Any format over any bytes: records that lie behind one another and are shown, or an error.
//
// The input: a format, a line end, and the bytes of a file.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/checked.hpp>
#include <bview/core/record_list.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/syntax/format_string.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

constexpr std::int64_t kMostValues = 1 << 12;
constexpr std::size_t kMostText = 1 << 18;

/// Values and brackets of a record that its format asks for, whatever the bytes are. `known` has
/// those of the layouts that were met, and 0 for those that are being counted.
std::int64_t values_asked_for(const Layout& layout, std::map<const Layout*, std::int64_t>& known) {
  constexpr std::int64_t kMany = std::numeric_limits<std::int64_t>::max();
  const auto [found, is_new] = known.emplace(&layout, 0);
  if (!is_new) return found->second;
  std::int64_t total = 0;
  for (const Field& field : layout.fields) {
    std::int64_t values = field.record ? values_asked_for(*field.record, known) : 1;
    values = std::max<std::int64_t>(values, 1);
    for (const std::int64_t length : field.shape) {
      values = checked_mul(values, std::max<std::int64_t>(length, 1)).value_or(kMany);
    }
    total = checked_add(total, values).value_or(kMany);
  }
  return found->second = total;
}

/// The records that are whole, one behind the other.
std::shared_ptr<RecordList> records_in(const Layout& layout, const Bytes& bytes) {
  auto list = std::make_shared<RecordList>();
  list->area = {bytes, bytes.size, true};
  Walker walker(layout, list->area);
  try {
    for (std::int64_t at = 0; at < bytes.size;) {
      const Frame* frame = walker.walk(at, std::ssize(list->records));
      if (frame == nullptr) {
        const Walker::Shortfall& missing = walker.shortfall();
        fuzz::demand(missing.offset >= at && missing.offset <= bytes.size);
        fuzz::demand(missing.bytes < 0 || missing.bytes > bytes.size - missing.offset);
        break;
      }
      fuzz::demand(frame->begin == at && frame->end >= at && frame->end <= bytes.size);
      list->records.push_back({at, frame->end - at});
      if (frame->end == at) break;
      at = frame->end;
    }
  } catch (const Error&) {
  }
  return list;
}

/// Shows as many of the records as fill some text.
void show(const OutputForm& form, const Layout& layout, const std::shared_ptr<RecordList>& list) {
  const View view = view_of_records(std::ssize(list->records));
  const auto renderer = form.make({view, layout, list}, {});
  TextBuffer out;
  renderer->begin(out);
  std::size_t written = 0;
  for (std::int64_t n = 0; n < renderer->parts() && written < kMostText; ++n) {
    TextBuffer part;
    renderer->render(n, 1, part);
    written += part.text().size();
  }
  renderer->end(out);
}

void walk(std::string_view format, std::string bytes) {
  Layout layout;
  try {
    layout = as_varying(parse_format(format));
  } catch (const Error& error) {
    return fuzz::demand_place(error, format);
  }
  std::map<const Layout*, std::int64_t> known;
  if (values_asked_for(layout, known) > kMostValues) return;
  const Buffer buffer = Buffer::borrow(bytes);
  const std::shared_ptr<RecordList> list = records_in(layout, buffer.bytes());
  for (const char* name : {"json", "tsv", "table", "raw", "hex"}) {
    try {
      show(*find_output_form(name), layout, list);
    } catch (const Error&) {
      // A value that no text is there for, and what is() does not allow.
    }
  }
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bview::fuzz::Input input(data, size);
  const std::string_view format = input.line();
  bview::walk(format, std::string(input.rest()));
  return 0;
}
