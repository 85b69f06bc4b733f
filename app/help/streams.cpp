// SPDX-License-Identifier: MIT
// bview help streams - input that arrives, grows, or is no plain file.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include <bview/formats/output/forms.hpp>

#include "app/help/topics.hpp"

namespace bview {
namespace {

/// The forms that wait for the end, or those that do not.
std::string forms_that_wait(bool wait) {
  std::vector<std::string_view> names;
  for (const OutputForm& form : output_forms()) {
    if ((form.streaming == Streaming::Whole) == wait) names.push_back(form.name);
  }
  return fmt::format("  {}\n", fmt::join(names, " "));
}

}  // namespace

std::string streams_text() {
  return R"help(Results go to standard output, all else to standard error. FILE is a path; -,
or nothing when standard input is no terminal, reads what is piped in, and so
do the name of a fifo and <(...). A file that standard input comes from is
mapped. These forms print records as they arrive, in constant memory:
)help" + forms_that_wait(false) +
         R"help(
hex holds a line back until it is full, or nothing more comes. These wait for
the end, since they depend on it:
)help" + forms_that_wait(true) +
         R"help(
So do an index that counts from the end, --strides, --transpose and --axes.
What arrives meanwhile is kept in a temporary file without a name, in $TMPDIR
or /tmp. A shape without -1 is printed when its bytes are there and, without
--offset, it is known that no more come.

An index with an end, such as -i :10, takes no byte more than it needs: 'yes |
bview dump -f 2s -i :10' ends, and what follows in a pipe is the next
program's. Who waits for input, or squeezes repeats of it, ends when nobody
reads standard output any more. When the input ends inside a record the whole
ones are printed, the rest is reported with its offset and size, and the exit
code is 2.

pack writes every 256 KiB, and at the end: what is wrong in a short input
leaves nothing behind. An item has at most 1 GiB, of which what is large lies
in a temporary file; the text of one value has at most 8 Mi characters, and
--from raw takes longer ones.

--follow FILE goes on with what is added to a file, and begins anew when it is
truncated or another file takes its name, as tail -F does; with --new it begins
with what is added from now on, at the first item that is not whole yet.
Records that vary in size are followed, too; those that are whole already are
walked over.

Work that takes longer than a second shows how far it is, when standard error
is a terminal that nothing else is printed on; --no-progress turns that off.

A fifo that nobody opens for writing within a second is an error; 'bview dump -
< fifo' waits. Devices stream as pipes do. Where the end is needed, a device
(but a terminal) that gives more than a mebibyte counts as endless and is
refused, and so does a file that claims to be empty and gives a gibibyte. Files
that claim to be empty and can be sought are looked into at --offset:
'bview dump /proc/PID/mem -o ADDRESS -n 16'. A file larger than the addresses
that 'ulimit -v' leaves is mapped in part, or printed in order as a stream;
patch maps what it changes.
)help";
}

}  // namespace bview
