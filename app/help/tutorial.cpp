// SPDX-License-Identifier: MIT
// bview help tutorial - from a file that nobody knows to a patched one. tests/cli/tutorial.txt runs
// its commands and compares what they print.

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr std::string_view kTutorial =
    R"(From a file that nobody knows to one that is understood, and patched. What stands behind '$' can be
typed; what is printed stands below it.

A file to look at, as a data logger may have written it:

  $ bview pack -f '<4s H H' SLOG 1 3 > log.bin
  $ bview pack -f '<I h 2x 8s' \
  >   1700000000 2150 hall 1700000060 2149 hall 1700000120 -9999 cellar >> log.bin
  $ bview pack -f '<I' 0 >> log.bin
  $ bview patch log.bin -q --no-undo --fix 'u32le@(size-4) = crc32(:size-4)'

What is in it? Without a format bytes are shown, as hexdump -C does it:

  $ bview dump log.bin
  00000000  53 4c 4f 47 01 00 03 00  00 f1 53 65 66 08 00 00  |SLOG......Sef...|
  00000010  68 61 6c 6c 00 00 00 00  3c f1 53 65 65 08 00 00  |hall....<.See...|
  00000020  68 61 6c 6c 00 00 00 00  78 f1 53 65 f1 d8 00 00  |hall....x.Se....|
  00000030  63 65 6c 6c 61 72 00 00  64 96 89 10              |cellar..d...|
  0000003c

It begins with a text, then two small numbers. A format says so: one item (-s '') at offset 0, a
text of four bytes and two integers of two, the lowest byte first (<), with names between colons.

  $ bview dump log.bin -o 0 -s '' -f '<4s:magic: H:version: H:count:' -t table
  00000000  magic    SLOG
  00000004  version  1
  00000006  count    3

Behind that the same bytes come again every 16: records. 'f1 53 65' moves slowly, as a time does.
So: a time, a signed number, two bytes of padding, a text. From offset 8, three of them:

  $ bview dump log.bin -o 8 -s 3 -f '<I:time: h:temp: 2x 8s:place:' -t table
  offset          time   temp  place
  00000008  1700000000   2150  hall
  00000018  1700000060   2149  hall
  00000028  1700000120  -9999  cellar

The 3 stands in the header, so let the file say it; and say what the numbers mean.

  $ bview dump log.bin --read '<4s:magic: H:version: H:count:' -o 8 -s @count \
  >   -f '<I|unix:time: h|scale(0.01):temp: 2x 8s:place:' -t table
  offset    time                    temp  place
  00000008  2023-11-14T22:13:20Z    21.5  hall
  00000018  2023-11-14T22:14:20Z   21.49  hall
  00000028  2023-11-14T22:15:20Z  -99.99  cellar

-99.99 degrees is what a broken sensor says. Which records are those? And the
others, in degrees that other people use?

  $ bview dump log.bin -o 8 -s 3 -f '<I|unix:time: h|scale(0.01):temp: 2x 8s:place:' \
  >   --where 'temp < -50' -t ndjson
  {"time":"2023-11-14T22:15:20Z","temp":-99.99,"place":"cellar"}
  $ bview dump log.bin -o 8 -s 3 -f '<I|unix:time: h|scale(0.01):temp: 2x 8s:place:' \
  >   --where 'temp >= -50' -t csv --fields 'place, f = temp * 1.8 + 32'
  hall,70.7
  hall,70.682

The last four bytes look like a checksum. Is it the CRC-32 of all that is in front of it?

  $ bview info log.bin --check 'u32le@(size-4) = crc32(:size-4)'
  name            algorithm  stored      computed    ok    index  offset
  u32le@(size-4)  crc32      0x10899664  0x10899664  true             56

Now the patch. First what it would do, with the checksum that it makes wrong:

  $ bview patch log.bin -o 8 -s 3 -f '<I|unix:time: h|scale(0.01):temp: 2x 8s:place:' \
  >   --where 'temp < -50' --set 'temp = 21.5' --fix 'u32le@(size-4) = crc32(:size-4)' --dry-run
  0x0000002c  [2]  temp  -99.99 -> 21.5
  0x00000038  277452388 -> 126948684
  bview: would change 2 values (6 bytes) in 'log.bin'

Then in earnest, and what the record says now:

  $ bview patch log.bin -o 8 -s 3 -f '<I|unix:time: h|scale(0.01):temp: 2x 8s:place:' \
  >   --where 'temp < -50' --set 'temp = 21.5' --fix 'u32le@(size-4) = crc32(:size-4)'
  bview: changed 2 values (6 bytes) in 'log.bin'; 'bview undo' takes it back
  $ bview dump log.bin -o 8 -s 3 -i 2 -f '<I|unix:time: h|scale(0.01):temp: 2x 8s:place:' -t json
  {"time":"2023-11-14T22:15:20Z","temp":21.5,"place":"cellar"}

It was a mistake? It is taken back, byte for byte.

  $ bview undo log.bin
  bview: restored 6 bytes of 'log.bin'
  $ bview dump log.bin -o 8 -s 3 -i 2 -f '<I:time: h:temp: 2x 8s:place:' -t json
  {"time":1700000120,"temp":-9999,"place":"cellar"}

On a terminal tables are the usual form, -t csv, parquet or npy are for other programs. From here:
'bview help recipes' has more tasks, 'bview help formats' and 'bview help readings' what -f can say.
)";

}  // namespace

std::string tutorial_text() { return std::string(kTutorial); }

}  // namespace bview
