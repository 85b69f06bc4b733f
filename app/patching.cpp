#include "app/patching.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include "app/session.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "core/journal.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

bool is_same_file(const std::string& path, const FileIdentity& identity) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && status.st_ino == identity.inode &&
         status.st_dev == identity.device &&
         (S_ISBLK(status.st_mode) || static_cast<std::uint64_t>(status.st_size) == identity.size);
}

}  // namespace

std::string undo_log_of(const Options& options) {
  if (options.undo_log == "") throw Error(Errc::BadUsage, "--undo-log takes the path of a file");
  return options.undo_log.value_or(default_log_path(options.operands.front()));
}

void mention_interrupted_patch(const Options& options) {
  const std::string file = file_of(options);
  if (file == kStandardInput || !is_pending_log(default_log_path(file))) return;
  tell(fmt::format(
      "bview: a patch of {} was interrupted, or is still running: its bytes may be old or "
      "new; 'bview undo' brings the old ones back",
      quoted(file)));
}

LockedFile::LockedFile(const Options& options, std::int64_t needed)
    : disk_(open_patch_disk(options.operands.front(), undo_log_of(options),
                            options.no_sync ? Durability::NotSynced : Durability::Synced)) {
  const std::string& path = options.operands.front();
  lock_.emplace(path, options.no_wait ? WhenLocked::Refuse : WhenLocked::Wait);
  if (needed <= disk_->data().size && is_same_file(path, disk_->identity())) return;
  throw Error(Errc::File, fmt::format("{} was replaced or changed its size while bview waited for "
                                      "it; nothing was written",
                                      quoted(path)));
}

}  // namespace bview
