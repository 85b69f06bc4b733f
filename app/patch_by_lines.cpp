// SPDX-License-Identifier: MIT

#include "app/patch_by_lines.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/source.hpp>
#include <bview/formats/input/patch_lines.hpp>
#include <bview/formats/output/place_text.hpp>

#include "app/commands.hpp"
#include "app/kept_edits.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"
#include "app/placed_patch.hpp"
#include "app/terminal.hpp"

namespace bview {
namespace {

/// What is to be changed: the bytes that shall stand there before, and after.
struct ListedPatch {
  std::int64_t size = 0;  ///< of the file that it is for
  Extent reach{0, 0};     ///< all that it looks at
  KeptEdits before;
  KeptEdits after;
};

void read_patch(const std::string& path, ListedPatch& patch) {
  const auto source = open_source(path);
  read_patch_lines(
      *source, [&](std::int64_t size) { patch.size = size; },
      [&](const Edit& edit) {
        if (patch.reach.size == 0) patch.reach.offset = edit.offset;
        patch.reach.size = edit.offset + std::ssize(edit.old_bytes) - patch.reach.offset;
        patch.before.add({edit.offset, edit.old_bytes, edit.old_bytes});
        patch.after.add(edit);
      });
  patch.before.finish();
  patch.after.finish();
}

bool refused(const std::string& why) {
  tell(fmt::format("bview: {}; nothing was written", why));
  return false;
}

/// Whether the file is as large as the one that the patch is for; says so if not.
bool has_size(const ListedPatch& patch, const Input& file) {
  if (file.buffer.size() == patch.size) return true;
  return refused(fmt::format("the patch is for a file of {}, and {} has {}",
                             count_text(patch.size, "byte"), file.name, file.buffer.size()));
}

/// The same about the old bytes.
bool holds_old_bytes(const ListedPatch& patch, const Bytes& file) {
  std::string first;
  patch.before.edits(file, {})([&](const Edit& edit) {
    if (!first.empty() || std::ranges::equal(edit.old_bytes, edit.new_bytes)) return;
    first = fmt::format("{}: expected {}, found {}", place_text(edit.offset, std::nullopt, ""),
                        shown_bytes(edit.new_bytes), shown_bytes(edit.old_bytes));
  });
  return first.empty() || refused(first);
}

int preview(const ListedPatch& patch, Input input, const Options& options) {
  mention_interrupted_patch(options);
  if (is_large_file(input)) {
    input.buffer =
        map_part(input.large_file, Access::Read, patch.reach, input.buffer.size(), input.name);
  }
  if (!holds_old_bytes(patch, input.buffer.bytes())) return kNo;
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  patch.after.edits(input.buffer.bytes(),
                    {})([&](const Edit& edit) { append_bytes_line(edit, out); });
  out.flush();
  tell_preview(patch.after.summary(), options);
  return kDone;
}

}  // namespace

int patch_by_lines(const Options& options) {
  refuse_view_beside(options, "--from patch says itself which bytes it changes and what they were");
  ListedPatch patch;
  read_patch(path_of_values(options), patch);
  Input input = open_input(options.operands.front());
  if (!has_size(patch, input)) return kNo;
  if (options.dry_run) return preview(patch, std::move(input), options);
  const auto disk = open_for_patching(options, patch.reach);
  refuse_interrupted(options, *disk);
  if (!holds_old_bytes(patch, disk->data())) return kNo;
  const auto edits_of = [&](const OnProgress& on_progress) {
    return patch.after.edits(disk->data(), on_progress);
  };
  const bool any = patch.reach.size > 0;
  tell_patched(any ? write_edits(edits_of, *disk, options) : PatchSummary{}, options);
  return kDone;
}

}  // namespace bview
