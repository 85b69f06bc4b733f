// SPDX-License-Identifier: MIT
// bview help exploring - the screen, and the keys, from their table.

#include "app/explore/keys.hpp"
#include "app/help/topics.hpp"

namespace bview {

std::string exploring_text() {
  return R"help('bview explore FILE' shows a file on the whole screen of a terminal: its bytes
at the left; with a format (-f), or a part that has one, its items as a table at
the right, and below it the bytes under the cursor as numbers. At the very right
is a map of entropy, a line for each stretch of the file, from one byte alone (a
dot) to noise. The view is chosen by the same options as that of dump, and
changed by = while one looks at it. Tab goes from the bytes to the table. In a
window that is too narrow for both it changes between them.

A search takes the patterns of 'bview help finding'. Among bytes a word is a
text; in the table it is a value of the field under the cursor, or a range of
them (5.. or 1..9), and texts stand in quotes. A filter takes what --where does
('bview help questions'). Both look as far as they have to; Esc stops them.

Nothing is written unasked. An edit (e) is staged: shown in another colour, and
counted in the first line. u takes the last one back; W writes all of them as
one patch, after a question, as 'bview patch' does: if the bytes are still those
that were shown, with an undo log (--undo-log, --keep), so that 'bview undo'
takes it back. An edit never makes a file longer or shorter.

A file may be of any size, and may grow: what is added is shown, and G stays at
the end. 'bview explore -' shows what a pipe brings, when it has ended.

keys:
)help" + keys_text();
}

}  // namespace bview
