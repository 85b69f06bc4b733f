// SPDX-License-Identifier: MIT
// bview help pictures - png, image and plot.

#include <string>

#include <bview/formats/picture/colormap.hpp>
#include <bview/formats/picture/protocols.hpp>

#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr Meaning kWhatIsAPicture[] = {
    {"-f B -s H,W", "H rows of W values: grey, or the colours of --colormap"},
    {"-f B -s H,W,3", "red, green and blue; -s H,W,4 with how opaque a pixel is"},
    {"-f '(3)B' -s H,W", "the same; so is a record of B:r: B:g: B:b:, in any order of names"},
    {"-i ...,::-1", "blue, green and red the other way round, as BMP has them"},
    {"--axes 1,2,0", "colours last, where each has a plane of its own"},
    {"--fields depth", "one field of a record"},
};

constexpr Meaning kRanges[] = {
    {"", "from the least to the greatest value; of u8 and bool all that they hold"},
    {"--range 0,4095", "these two; what lies outside is as dark, or as light, as the end"},
    {"--range 1,0", "the other way round: what is less is lighter"},
    {"--range 2%,98%", "all but two of a hundred at each end, so that no outlier dims the others"},
    {"--range full", "all that the type holds: 16 bits go into a PNG as they are"},
};

constexpr Meaning kSizes[] = {
    {"png", "as large as the view; --size 640x480, 640 or x480 for what it fits, or 25%"},
    {"image", "what the terminal has room for, no larger than it is; --size 40x20 in columns"},
    {"", "and lines, or 200%"},
    {"plot", "as wide as the terminal, and 12 lines; --size 60x8"},
};

std::string table_text(const auto& rows) {
  Rows text;
  for (const auto& row : rows) text.add(std::string(row.name), row.summary);
  return text.text();
}

}  // namespace

std::string pictures_text() {
  return "-t png writes a PNG file, -t image draws the same in the terminal, -t plot draws values\n"
         "as a line. All types, byte orders, strides, readings and computed fields may be seen.\n\n"
         "  bview dump depth.raw -f '<H' -s 4,6 -t png --range 2%,98% > depth.png\n"
         "  bview dump depth.raw -f '<H' -s 4,6 -t image --colormap viridis\n"
         "  bview dump grid.bin -f '<f' -t plot\n"
         "  bview dump grid.bin -f '<f' -t plot --histogram --size 60x8\n\n"
         "what is a picture:\n" +
         Rows(kWhatIsAPicture).text() + "\nhow light values are:\n" + Rows(kRanges).text() +
         "  NaN is transparent, an infinity is an end. Where the range was found in the values, a\n"
         "  note says what it is.\n\ncolormaps:\n" +
         table_text(colormaps()) + "\nhow large it is:\n" + Rows(kSizes).text() +
         "  What is made smaller is the mean of blocks, what is made larger repeats its pixels.\n\n"
         "A PNG has 16 bits where the type is wider than 8 and there is no colormap, else 8.\n"
         "It is written row by row, on all threads, in constant memory.\n\n"
         "protocols of -t image:\n" +
         table_text(terminal_protocols()) +
         "Without --protocol, or with auto, a terminal is asked what it knows, and has a\n"
         "moment to answer; one that knows no pixels has blocks, in 256 colours where\n"
         "$COLORTERM does not promise 24 bits. Elsewhere it is blocks, for less -R and files.\n"
         "Colour is all that a picture is: NO_COLOR leaves it alone.\n\n"
         "A plot shows each field of a record. Where many values share a column of dots, it\n"
         "reaches from the least to the greatest of them, so that no peak is lost; NaN leaves\n"
         "a gap, and --range cuts. --histogram counts how often values come, from the least\n"
         "to the greatest.\n";
}

}  // namespace bview
