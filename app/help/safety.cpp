// SPDX-License-Identifier: MIT
// bview help safety - what patch promises of a file, and how undo keeps it.

#include "app/help/topics.hpp"

namespace bview {

std::string safety_text() {
  return R"help(A patch is written as a whole or not at all. The file keeps its size, inode,
mode, owner and links, and what was written can be taken back.

history:
  'bview undo FILE' restores the old bytes of the last patch if the new ones are
  still there, again that of the one before; --all takes all back, or none;
  --list shows them. Where bytes differ it lists them and exits with 1; other
  bytes of the file may have changed. The last 16 are kept (--keep N); --no-undo
  leaves no log.

one at a time:
  An advisory exclusive lock of the open file (as fcntl takes it, not flock) is
  held while a patch is checked, logged and written; --no-wait fails instead of
  waiting.

what survives:
  Before the first byte changes, old and new bytes of every edit, the file's
  identity and a checksum are in an undo log, FILE.bview-undo (beside the file
  that links lead to; --undo-log PATH puts it elsewhere). A new log has no name
  until it is complete and synced; to one that is there the patch is appended,
  synced, and only then marked. So whenever the process is killed or the power
  fails

  at                             the file            'bview undo FILE'
  before the patch is marked     is unchanged        says so, or takes back the
    in the log                                         patch before
  from then until the data is    may hold old and    brings back exactly the old
    synced                         new bytes           bytes
  after that                     is patched          takes the patch back

  An undo that dies is run again. patch refuses a file with an unfinished patch;
  dump and info mention it. What becomes of the file meanwhile is looked at
  before it is written and before success is reported: a file that was truncated
  is never made longer, and of one that was replaced or removed patch says so.
  When the disk fills up while holes of a sparse file are written, patch says
  so; where it fills up under a file system that copies on write, the message
  that ends bview names undo.

whose log it is:
  Folders belong to others, too. A log is obeyed only if it is a regular file
  with one name, of whoever runs bview, of root, or of the file's owner; paths
  are looked up once. While a patch runs the log is for its user alone, then for
  those who may read the file (0600 where the file has an ACL). What a log says
  is bounded by the file as it is, and undo reads one that others could change
  from a copy. A log of another file is never replaced: two files cannot share
  one. After growth of the file undo goes on as before; where it has another
  inode, or was truncated, --any-file takes back what fits. A block device is
  known by its number, its log lies on a disk (--undo-log), and it is opened for
  one writer alone, whatever node is named.

what does not survive:
  --no-sync gives up the promise for power failures, not for killed processes;
  programs that ignore advisory locks can write in between. The format of the
  log stands in core/journal.hpp of the sources.
)help";
}

}  // namespace bview
