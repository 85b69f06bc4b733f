// SPDX-License-Identifier: MIT

#include "app/room.hpp"

#include <fmt/format.h>

#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/patch.hpp>

#include "app/opened_file.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

Selection trimmed_items(const Selection& selection) {
  const View& view = selection.view;
  const auto [layout, offset] = trimmed(selection.layout);
  return {View(view.bytes(), layout.itemsize, {view.axes().begin(), view.axes().end()},
               view.offset() + (view.size() == 0 ? 0 : offset)),
          layout};
}

/// What the file holds behind the items of the room, of `itemsize` bytes each.
std::int64_t bytes_left(const Session& room, std::int64_t itemsize, const Options& options) {
  if (options.strides) return 0;  // they leave out what they like
  return room.input.buffer.size() - room.selection.view.size() * itemsize;
}

[[noreturn]] void refuse_unplaced(const Session& room, const std::string& held,
                                  std::int64_t items) {
  throw Error(Errc::BadUsage,
              fmt::format("{} holds {}, but values for {} were given; name a place: -o N writes "
                          "them from byte N on, -i START:STOP to these items{}",
                          room.input.name, held, count_text(items, "item"),
                          items == 1 ? ", -i : to every item" : ""));
}

}  // namespace

bool names_extent(const Options& options) {
  return options.shape || options.length || !options.index.empty() || !options.where.empty();
}

Trimmed trimmed(const Layout& layout) {
  if (!layout.projected) return {layout, 0};
  const Extent span = selected_span(layout);
  return {cut_to(layout, span), span.offset};
}

Session open_room(const Options& options, ViewRequest request) {
  return room_in(open_file(options), options, std::move(request));
}

Session room_in(Input input, const Options& options, ViewRequest request) {
  request.window.rest |= !names_extent(options);
  const Keep keep = is_large_file(input) ? Keep::Nothing : Keep::Bytes;
  Session room = make_session(std::move(input), request, options, keep);
  refuse_unwritable(room.selection.view, room.selection.layout);
  room.selection = trimmed_items(room.selection);
  return room;
}

void map_target(Session& room, Selection& target) {
  if (!is_large_file(room.input)) return;
  const View& view = target.view;
  map_view(room.input, view);
  target.view = View(room.input.buffer.bytes(), view.itemsize(),
                     {view.axes().begin(), view.axes().end()}, view.offset());
}

Selection taken_of(const Session& room, std::int64_t items, const Options& options) {
  const View& view = room.selection.view;
  const Layout& layout = room.selection.layout;
  if (names_extent(options)) return room.selection;
  const std::int64_t held = view.size();
  if (!options.offset) {
    const std::int64_t left = bytes_left(room, layout_of(options).itemsize, options);
    const std::string more = left > 0 ? " and " + count_text(left, "byte") + " more" : "";
    if (items != held || left > 0) refuse_unplaced(room, count_text(held, "item") + more, items);
  } else if (items > held) {
    throw Error(Errc::BadUsage,
                fmt::format("{} has room for {} from offset {} on, but values for {} were given",
                            room.input.name, count_text(held, "item"), view.offset(),
                            count_text(items, "item")));
  }
  return {view.slice(0, {0, items}), layout};
}

}  // namespace bview
