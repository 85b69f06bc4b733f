// SPDX-License-Identifier: MIT

#include "app/explore/curses_library.hpp"

#ifdef BVIEW_HAS_CURSES
#include <bview/formats/types/shared_library.hpp>

namespace bview {
namespace {

constexpr SharedLibrary kCurses{"libncursesw.so.6", "explore", "libncursesw6"};

CursesLibrary load_curses() {
  CursesLibrary calls{};
  void* const library = kCurses.open();
#define X(name) kCurses.find(library, #name, calls.name);
  BVIEW_CURSES_CALLS(X)
#undef X
  kCurses.find(library, "stdscr", calls.whole_screen);
  kCurses.find(library, "COLORS", calls.colors);
  return calls;
}

}  // namespace

const CursesLibrary& curses_library() {
  static const CursesLibrary calls = load_curses();
  return calls;
}

}  // namespace bview

#endif
