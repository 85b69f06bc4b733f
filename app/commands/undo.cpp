// bview undo - take the last patch back, or an interrupted one.

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "core/journal.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

void report_differences(const UndoResult& result, const std::string& file, const std::string& log) {
  tell(fmt::format("bview: {} was changed since the patch, so nothing was undone:", file));
  for (const Difference& difference : result.differences) {
    tell(fmt::format("  offset 0x{:08x}: the patch left {:02x}, now it is {:02x}",
                     difference.offset, difference.expected, difference.found));
  }
  const auto more = result.bytes - static_cast<std::int64_t>(result.differences.size());
  if (more > 0) tell(fmt::format("  and {} more byte{}", more, more == 1 ? "" : "s"));
  tell(fmt::format("bview: to keep the file as it is, remove {}", log));
}

int report(const UndoResult& result, const Options& options) {
  const std::string file = bview::quoted(options.operands.front());
  if (result.outcome == UndoOutcome::Refused) {
    report_differences(result, file, bview::quoted(undo_log_of(options)));
    return kNo;
  }
  if (options.quiet) return kDone;
  if (result.outcome == UndoOutcome::NothingToUndo) {
    tell(fmt::format("bview: the interrupted patch had not changed {} yet", file));
  } else {
    tell(fmt::format("bview: restored {} byte{} of {}", result.bytes, result.bytes == 1 ? "" : "s",
                     file));
  }
  return kDone;
}

UndoResult take_back(PatchDisk& disk, const Options& options) {
  Progress progress(options, Printing::Nothing);
  return undo_edits(disk, [&](double done) { progress.show_part(done); });
}

}  // namespace

int run_undo(const Options& options) {
  if (options.operands.empty()) throw Error(Errc::BadUsage, "undo needs a file");
  refuse_more_operands(options, 1);
  const LockedFile file(options, 0);
  return report(take_back(file.disk(), options), options);
}

}  // namespace bview
