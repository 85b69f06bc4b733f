// SPDX-License-Identifier: MIT
// bview help exploring - the screen, and the keys, from their table.

#include "app/explore/keys.hpp"
#include "app/help/topics.hpp"

namespace bview {

std::string exploring_text() {
  return R"help('bview explore FILE' shows a file on the whole screen of a terminal: its bytes at
the left; with a format (-f), or a part that has one, its items as a table at
the right, and below it the bytes under the cursor as numbers. At the very right
is a map of entropy, a line for each stretch of the file, from one byte alone (a
dot) to noise. The view is chosen by the same options as that of dump, and
changed by = while one looks at it. Tab goes from the bytes to the table.

Nothing is written unasked. An edit (e) is staged: shown in another colour, and
counted in the first line. u takes the last one back; W writes all of them as
one patch, after a question, as 'bview patch' does: if the bytes are still those
that were shown, with an undo log, so that 'bview undo' takes it back.

A file may be of any size, and may grow: what is added is shown, and G stays at
the end. Searches and filters look as far as they have to; Esc stops them.

keys:
)help" + keys_text();
}

}  // namespace bview
