// SPDX-License-Identifier: MIT
// Any text as the values of some layout, in the form BVIEW_FUZZ_FORM: items, or an error. However
// the input is cut into pieces, the outcome is the same.
//
// The input: which layout, how texts are written, whether there is a header, how large the
// pieces are - a character each, '0' the first choice - and behind them what is read.

#include <vector>

#include <bview/formats/syntax/project.hpp>

#include "tests/formats/input/reading.hpp"
#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

const char* const kFormats[] = {
    "<i",                          // '0'
    "<hb4s",                       // '1'
    "<I:addr:H:len:3s:tag:x",      // '2'
    "<e?c f:a:d",                  // '3'
    "<(2,2)h",                     // '4'
    "<h:a:T{b:x:(2)e:y:}:r:",      // '5'
    "F:z:D",                       // '6'
    "6su5p3w",                     // '7'
    "[u128][i24][bf16][f8e4m3]g",  // '8'
    "3x",                          // '9'
    "",                            // ':'
    "B:a:3b2T{B}?",                // ';'
};

std::vector<Layout> layouts() {
  std::vector<Layout> all;
  for (const char* format : kFormats) all.push_back(parse_format(format));
  all.push_back(project(parse_format("<h:a:i:b:T{b:x:b:y:}:c:"), {"c.y", "a"}));  // '<'
  return all;
}

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  static const std::vector<Layout> kLayouts = layouts();

  fuzz::Input input(data, size);
  const Layout& layout = kLayouts[input.choice(kLayouts.size())];
  InputOptions options;
  options.bytes_as = static_cast<BytesAs>(input.choice(4));
  options.header = input.choice(2) == 1;
  const std::size_t step = 1 + input.choice(16);

  const std::string text(input.rest());
  const std::string whole = testing::read_items(BVIEW_FUZZ_FORM, layout, text, options);
  fuzz::demand(testing::read_items(BVIEW_FUZZ_FORM, layout, text, options, step) == whole);
  return 0;
}
