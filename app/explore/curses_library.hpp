// SPDX-License-Identifier: MIT
// app/explore/curses_library.hpp - ncursesw, which start-up does not pay for.

#pragma once

#if __has_include(<ncursesw/curses.h>)
// Its macros have names that others have, too.
#define NCURSES_NOMACROS
#define NCURSES_WIDECHAR 1
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#define BVIEW_HAS_CURSES
// Some macros remain.
#undef lines
#undef columns

namespace bview {

/// The functions of it that are called.
#define BVIEW_CURSES_CALLS(X) \
  X(setupterm)                \
  X(tigetstr)                 \
  X(set_curterm)              \
  X(del_curterm)              \
  X(newterm)                  \
  X(delscreen)                \
  X(endwin)                   \
  X(cbreak)                   \
  X(noecho)                   \
  X(nonl)                     \
  X(keypad)                   \
  X(set_escdelay)             \
  X(curs_set)                 \
  X(start_color)              \
  X(has_colors)               \
  X(use_default_colors)       \
  X(init_pair)                \
  X(newwin)                   \
  X(wresize)                  \
  X(getmaxx)                  \
  X(getmaxy)                  \
  X(wtimeout)                 \
  X(wget_wch)                 \
  X(wmove)                    \
  X(werase)                   \
  X(waddnstr)                 \
  X(wattr_set)                \
  X(clearok)                  \
  X(wrefresh)

struct CursesLibrary {
#define X(name) decltype(&::name) name;
  BVIEW_CURSES_CALLS(X)
#undef X
  WINDOW** whole_screen;  ///< stdscr
  int* colors;            ///< COLORS
};

/// Loaded by the first call.
/// \throws Error{Errc::File} where it is missing.
[[nodiscard]] const CursesLibrary& curses_library();

}  // namespace bview

#endif
