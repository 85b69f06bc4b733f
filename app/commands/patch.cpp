// SPDX-License-Identifier: MIT
// bview patch - write values through the view, in place.

#include <fmt/format.h>
#include <sys/stat.h>

#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/text/reading_cells.hpp>

#include "app/chosen_patch.hpp"
#include "app/commands.hpp"
#include "app/form_options.hpp"
#include "app/formula_options.hpp"
#include "app/opened_file.hpp"
#include "app/patch_by_lines.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_script.hpp"
#include "app/patch_values.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"
#include "app/placed_patch.hpp"
#include "app/record_patch.hpp"
#include "app/room.hpp"
#include "app/scripted_patch.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

void refuse_unless_file(const std::string& path) {
  if (path == kStandardInput) {
    throw Error(Errc::BadUsage, "standard input cannot be patched; give the path of a file");
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;  // opening it will say why
  if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode)) {
    throw Error(Errc::File, fmt::format("{} is no regular file, so it cannot be patched in place",
                                        bview::quoted(path)));
  }
}

/// Values that were given, or are worked out, through the view.
int patch_view(const Options& options) {
  if (has_formulas(options)) {
    Input input = open_file(options);
    return patch_view(with_numbers(options, input).options);
  }
  ViewRequest request = view_request(options);
  if (!request.layout.is_fixed()) return patch_records(options, request);
  if (request.where || request.set) return patch_chosen(options, request);
  Session room = open_room(options, std::move(request));
  const NewValues values = new_values(options, room);
  Selection target = taken_of(room, values.count, options);
  check_counts(values, target, options);
  if (target.view.size() == 0) return tell_nothing_selected(options);
  if (!options.dry_run) return write_patch(options, target, values);
  mention_interrupted_patch(options);
  map_target(room, target);
  return run_planned(options, nullptr, [&](const PatchPlanning& planning) {
    return plan_values(options, values, target, planning);
  });
}

}  // namespace

int run_patch(const Options& options) {
  if (options.operands.empty()) throw Error(Errc::BadUsage, "patch needs a file and values");
  refuse_unless_file(options.operands.front());
  if (is_scripted(options)) return patch_scripted(options);
  refuse_useless_input(options);
  refuse_values_beside_set(options);
  if (options.from == "patch") return patch_by_lines(options);
  Options read = options;  // and what was read of the values
  const auto values = take_placed_values(read);
  return values ? patch_placed(read, *values) : patch_view(read);
}

}  // namespace bview
