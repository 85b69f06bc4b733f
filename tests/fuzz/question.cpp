// SPDX-License-Identifier: MIT
// Fuzzes questions about items: the same ones hold for items of one size and for records that are
// walked, or an error points into the text.
//
// The input: a format, a line end, a question, a line end, and the bytes of items.

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/record_list.hpp>
#include <bview/formats/questions/choose.hpp>
#include <bview/formats/questions/question.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/question_text.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

constexpr std::int64_t kMostLeaves = 1 << 10;

std::vector<std::int64_t> numbers_in(const ItemList& list) {
  std::vector<std::int64_t> numbers;
  for (const ItemList::Item& item : list.items) numbers.push_back(item.number);
  return numbers;
}

std::vector<std::int64_t> items_chosen(const Layout& layout, const Formula& question,
                                       const Buffer& buffer) {
  const auto condition = condition_of(question, {layout});
  const std::int64_t size = layout.itemsize;
  const View view(buffer.bytes(), size, {{buffer.size() / size, size}}, 0);
  const Choice choice{*condition, {view, layout}};
  ItemList list;
  choose(choice, 0, view.size(), list);
  fuzz::demand(count_chosen(choice, 0, view.size()) == std::ssize(list.items));
  return numbers_in(list);
}

std::vector<std::int64_t> records_chosen(const Layout& layout, const Formula& question,
                                         const Buffer& buffer) {
  const auto condition = condition_of(question, {layout});
  RecordList records;
  records.area = {buffer.bytes(), buffer.size(), true};
  Walker walker(layout, records.area);
  for (std::int64_t at = 0; at < buffer.size();) {
    const Frame* frame = nullptr;
    try {
      frame = walker.walk(at, std::ssize(records.records));
    } catch (const Error&) {
      break;  // what the bytes say is not what the format does
    }
    if (frame == nullptr || frame->end == at) break;
    records.records.push_back({at, frame->end - at});
    at = frame->end;
  }
  const View view = view_of_records(std::ssize(records.records));
  ItemList list;
  choose({*condition, {view, layout, &records}}, 0, view.size(), list);
  return numbers_in(list);
}

void ask(std::string_view format, std::string_view text, std::string bytes) {
  const Layout layout = parse_format(format);
  if (leaf_count(layout) > kMostLeaves) return;
  const Formula question = parse_question(text);
  fuzz::demand(!question.nodes.empty() && question.nodes.size() <= kMaxFormulaNodes);
  const Buffer buffer = Buffer::borrow(bytes);
  if (!layout.is_fixed()) {
    static_cast<void>(records_chosen(layout, question, buffer));
  } else if (layout.itemsize > 0) {
    const auto items = items_chosen(layout, question, buffer);
    // What is left behind the last whole item is no record.
    bytes.resize(bytes.size() - bytes.size() % static_cast<std::size_t>(layout.itemsize));
    const Buffer whole = Buffer::borrow(bytes);
    fuzz::demand(records_chosen(as_varying(layout), question, whole) == items);
  }
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bview::fuzz::Input input(data, size);
  const std::string_view format = input.line();
  const std::string_view question = input.line();
  try {
    bview::ask(format, question, std::string(input.rest()));
  } catch (const bview::Error& error) {
    if (error.where())
      bview::fuzz::demand_place(
          error, std::max(format, question, [](auto a, auto b) { return a.size() < b.size(); }));
  }
  return 0;
}
