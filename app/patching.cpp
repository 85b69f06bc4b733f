// SPDX-License-Identifier: MIT

#include "app/patching.hpp"

#include <fmt/format.h>

#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/quote.hpp>

#include "app/opened_file.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"

namespace bview {

void mention_interrupted_patch(const Options& options) {
  const std::string file = file_of(options);
  if (file == kStandardInput || !has_pending_log(file)) return;
  tell(fmt::format(
      "bview: a patch of {} was interrupted, or is still running: its bytes may be old or "
      "new; 'bview undo' brings the old ones back",
      quoted(file)));
}

std::unique_ptr<PatchDisk> open_for_patching(const Options& options, const Extent& reach) {
  if (options.undo_log == "") throw Error(Errc::BadUsage, "--undo-log takes the path of a file");
  const std::string& path = options.operands.front();
  auto disk = open_patch_disk({path, options.undo_log,
                               options.no_sync ? Durability::NotSynced : Durability::Synced,
                               options.no_wait ? WhenLocked::Refuse : WhenLocked::Wait, reach});
  refuse_replaced(options, disk->identity());
  if (reach.offset + reach.size <= disk->data().size && disk->mishap().empty()) return disk;
  throw Error(Errc::File, fmt::format("{} was replaced or changed its size while bview waited for "
                                      "it; nothing was written",
                                      quoted(path)));
}

}  // namespace bview
