// SPDX-License-Identifier: MIT
// bview help parts - files that say what they hold.

#include <bview/formats/parts/reader.hpp>

#include "app/help/plain_text.hpp"
#include "app/help/topics.hpp"

namespace bview {
namespace {

std::string container_rows() {
  Rows rows;
  for (const ContainerReader& reader : container_readers()) {
    rows.add(std::string(reader.name), reader.summary);
  }
  return rows.text();
}

}  // namespace

std::string parts_text() {
  return "Many files say what they hold: an archive its members, a model its tensors. 'bview ls' "
         "lists\n"
         "such parts, and -p NAME takes one in place of -o, -n, -f and -s:\n\n"
         "  bview ls model.safetensors                  name, type, shape, offset, size\n"
         "  bview ls model.safetensors 'layers.*' -l    those that fit a pattern; strides, "
         "formats\n"
         "  bview dump model.safetensors -p wte -i 3    one row of one tensor\n"
         "  bview patch a.npz -p bias -i 0 0.5          in place; 'bview undo' takes it back\n"
         "  bview patch a.tif -p ifd/0/pixels -i 4,2 255 0 0\n"
         "                                              the pixel of row 4, column 2\n"
         "  bview dump A.class -p 'methods/main*/Code'  byte code of a method\n\n"
         "What stands beside -p goes on from there: -i, --fields, --where and -t as ever; another "
         "-f or -s\n"
         "instead of the part's own; -o counts from its start, and nothing reaches out of it: "
         "where an\n"
         "A(...) of that -f would, is an error. Offsets in formulas count from the start of the "
         "file, as\n"
         "'offset' does. A pattern that only one part fits is as good as its name; of parts of one "
         "name\n"
         "the second is NAME#2, the third NAME#3, as 'ls' shows them. Nothing but the part is read "
         "or\n"
         "written: no size changes. What is deflated in a zip archive, or packed by gzip or zstd, "
         "is\n"
         "unpacked to be read - its -o counts unpacked bytes, and their checksum is checked - and "
         "cannot be\n"
         "written; other compressed members are listed, and so are sparse ones of tar. 'ls' "
         "unpacks\n"
         "members of gzip to know how long they are, and frames of zstd that do not tell it.\n"
         "'bview diff' compares the parts of that name of two files.\n\n"
         "kinds of files, found by their bytes; the first that fits is taken:\n" +
         container_rows() +
         "\n"
         "--as KIND takes another kind, --as raw none. Of a damaged file the parts that are "
         "whole\n"
         "are listed, then the error, which names its offset. Streams have no parts: -p needs a "
         "file.\n"
         "HDF5, which netCDF-4 and MATLAB 7.3 are, is read by a program of its own, bview-hdf5, "
         "and only for\n"
         "--as hdf5; it lies beside bview, or $BVIEW_HDF5 names it. Data sets in one piece are "
         "read "
         "and patched,\n"
         "those in chunks, packed or compact are listed with the reason why not.\n"
         "'bview help catalogues' tells how to describe files of your own.\n";
}

}  // namespace bview
