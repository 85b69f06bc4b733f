// SPDX-License-Identifier: MIT

#include "app/explore/screen.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

#include "app/explore/curses_library.hpp"
#include "app/explore/terminal_guard.hpp"
#include "app/terminal.hpp"

#ifdef BVIEW_HAS_CURSES
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>
#endif

namespace bview {

void require_screen() {
  if (!output_is_terminal()) {
    throw Error(Errc::BadUsage,
                "explore shows a file on a terminal, and standard output is none; 'bview dump' "
                "prints to files and pipes");
  }
#ifndef BVIEW_HAS_CURSES
  throw Error(Errc::File,
              "this bview was built without ncursesw, which draws on terminals: the package "
              "libncurses-dev brings it");
#endif
}

#ifdef BVIEW_HAS_CURSES
namespace {

/// What stands for a role: a colour with something, or without colours something else.
struct InkRow {
  Ink ink;
  short foreground;
  short background;
  attr_t with_color;
  attr_t without;
};
constexpr short kOwn = -1;  // what the terminal has
constexpr InkRow kInks[] = {
    {Ink::Plain, kOwn, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Faint, kOwn, kOwn, A_DIM, A_DIM},
    {Ink::Strong, kOwn, kOwn, A_BOLD, A_BOLD},
    {Ink::Bar, kOwn, kOwn, A_REVERSE, A_REVERSE},
    {Ink::Printed, COLOR_CYAN, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Blank, COLOR_GREEN, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Control, COLOR_MAGENTA, kOwn, A_NORMAL, A_NORMAL},
    {Ink::High, kOwn, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Staged, COLOR_RED, kOwn, A_BOLD, A_BOLD | A_UNDERLINE},
    {Ink::Found, COLOR_BLACK, COLOR_YELLOW, A_NORMAL, A_STANDOUT},
    {Ink::Warning, COLOR_RED, kOwn, A_BOLD, A_BOLD},
    {Ink::Heat0, COLOR_BLUE, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Heat1, COLOR_GREEN, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Heat2, COLOR_YELLOW, kOwn, A_NORMAL, A_NORMAL},
    {Ink::Heat3, COLOR_RED, kOwn, A_NORMAL, A_NORMAL},
};

/// What keys of terminals are called.
struct KeyRow {
  wint_t code;
  Key key;
};
constexpr KeyRow kKeys[] = {
    {KEY_UP, kUpKey},       {KEY_DOWN, kDownKey},    {KEY_LEFT, kLeftKey},
    {KEY_RIGHT, kRightKey}, {KEY_PPAGE, kPageUpKey}, {KEY_NPAGE, kPageDownKey},
    {KEY_HOME, kHomeKey},   {KEY_FIND, kHomeKey},    {KEY_END, kEndKey},
    {KEY_SELECT, kEndKey},  {KEY_DC, kDeleteKey},    {KEY_BACKSPACE, kBackspaceKey},
    {KEY_ENTER, kEnterKey},
};

/// Characters of ours in the place of which others stand where the terminal knows ASCII alone.
struct AsciiRow {
  std::string_view ours;
  char ascii;
};
constexpr AsciiRow kAscii[] = {{"│", '|'}, {"…", '~'}, {"·", '.'}, {"░", ':'},
                               {"▒", '+'}, {"▓", '*'}, {"█", '#'}};

std::string in_ascii(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    std::size_t size = 1;
    char shown = text.front();
    if (static_cast<unsigned char>(shown) >= 0x80) {
      shown = '?';
      while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80) ++size;
      for (const AsciiRow& row : kAscii) {
        if (text.substr(0, size) == row.ours) shown = row.ascii;
      }
    }
    result += shown;
    text.remove_prefix(size);
  }
  return result;
}

/// The terminal that keys come from: standard input may be the file.
std::FILE* open_keys() {
  const int descriptor = input_is_terminal() ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                             : ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  std::FILE* const keys = descriptor < 0 ? nullptr : ::fdopen(descriptor, "r+");
  if (keys != nullptr) return keys;
  throw Error(Errc::BadUsage,
              "explore takes keys from a terminal, and there is none; 'bview dump' prints");
}

void refuse_terminal(const CursesLibrary& curses) {
  const char* const type = std::getenv("TERM");
  const std::string name = quoted(type == nullptr ? "" : type);
  int known = 0;
  if (type == nullptr || *type == '\0' ||
      (curses.setupterm(nullptr, STDOUT_FILENO, &known) != OK)) {
    throw Error(Errc::BadUsage,
                fmt::format("nothing is known of terminals of the type {}; set TERM "
                            "to what yours is, as TERM=xterm-256color",
                            name));
  }
  const char* const moves = curses.tigetstr("cup");
  const bool can_move = moves != nullptr && reinterpret_cast<std::intptr_t>(moves) != -1;
  curses.del_curterm(curses.set_curterm(nullptr));  // newterm() looks it up for itself
  if (can_move) return;
  throw Error(Errc::BadUsage, fmt::format("a terminal of the type {} cannot move its cursor, which "
                                          "explore needs; 'bview dump' prints to any",
                                          name));
}

}  // namespace

struct Screen::Terminal {
  const CursesLibrary& curses = curses_library();
  std::FILE* keys = nullptr;
  SCREEN* screen = nullptr;
  WINDOW* window = nullptr;
  bool color = false;
  bool unicode = false;
  std::deque<Key> waiting{};

  Terminal() = default;
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (screen != nullptr) {
      curses.endwin();
      curses.delscreen(screen);
    }
    if (keys != nullptr) std::fclose(keys);
  }

  void take(bool wants_color) {
    std::setlocale(LC_CTYPE, "");
    unicode = std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
    refuse_terminal(curses);
    keys = open_keys();
    screen = curses.newterm(nullptr, stdout, keys);
    if (screen == nullptr) throw Error(Errc::BadUsage, "the terminal cannot be used");
    window = *curses.whole_screen;
    curses.set_escdelay(25);
    curses.cbreak();
    curses.noecho();
    curses.nonl();
    curses.keypad(window, TRUE);
    color = wants_color && curses.has_colors();
    if (color) prepare_colors();
  }

  void prepare_colors() const {
    curses.start_color();
    const bool own = curses.use_default_colors() == OK;
    for (const InkRow& row : kInks) {
      const short foreground = row.foreground == kOwn && !own ? COLOR_WHITE : row.foreground;
      const short background = row.background == kOwn && !own ? COLOR_BLACK : row.background;
      curses.init_pair(static_cast<short>(row.ink) + 1, foreground, background);
    }
  }

  void set_style(const Style& style) const {
    const InkRow& row = kInks[static_cast<std::size_t>(style.ink)];
    attr_t attributes = color ? row.with_color : row.without;
    if (style.cursor) attributes ^= A_REVERSE;
    if (style.field) attributes |= A_UNDERLINE;
    const bool paired = color && (row.foreground != kOwn || row.background != kOwn);
    curses.wattr_set(window, attributes,
                     paired ? static_cast<short>(static_cast<int>(row.ink) + 1) : short{0},
                     nullptr);
  }

  /// A terminal that was closed gives no keys, and says so at once, each time.
  [[nodiscard]] bool is_gone() const {
    struct pollfd end {
      ::fileno(keys), POLLIN, 0
    };
    return ::poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
  }

  std::optional<Key> read(int milliseconds) {
    curses.wtimeout(window, milliseconds);
    wint_t code = 0;
    const int kind = curses.wget_wch(window, &code);
    if (kind == ERR) {
      if (is_gone()) end_as(SIGHUP);
      return std::nullopt;
    }
    if (kind != KEY_CODE_YES) return code == '\r' ? kEnterKey : static_cast<Key>(code);
    for (const KeyRow& row : kKeys) {
      if (row.code == code) return row.key;
    }
    return std::nullopt;  // KEY_RESIZE among them: who waits looks at the size
  }
};

Screen::Screen(bool color) : terminal_(std::make_unique<Terminal>()) {
  guard_terminal();
  terminal_->take(color);
  remember_terminal(terminal_->curses.tigetstr("cnorm"), terminal_->curses.tigetstr("rmcup"),
                    terminal_->curses.tigetstr("sgr0"));
}

Screen::~Screen() {
  terminal_.reset();
  forget_terminal();
}

int Screen::rows() const { return terminal_->curses.getmaxy(terminal_->window); }
int Screen::columns() const { return terminal_->curses.getmaxx(terminal_->window); }

void Screen::show(const Picture& picture) {
  const CursesLibrary& curses = terminal_->curses;
  WINDOW* const window = terminal_->window;
  curses.werase(window);
  for (std::size_t row = 0; row < picture.lines.size(); ++row) {
    curses.wmove(window, static_cast<int>(row), 0);
    for (const Span& span : picture.lines[row]) {
      terminal_->set_style(span.style);
      const std::string text = terminal_->unicode ? span.text : in_ascii(span.text);
      curses.waddnstr(window, text.c_str(), static_cast<int>(text.size()));
    }
  }
  terminal_->set_style({});
  curses.curs_set(picture.caret ? 1 : 0);
  if (picture.caret) curses.wmove(window, picture.caret->row, picture.caret->column);
  curses.wrefresh(window);
}

void Screen::forget() { terminal_->curses.clearok(terminal_->window, TRUE); }

void Screen::note(const std::string& text) {
  const CursesLibrary& curses = terminal_->curses;
  curses.wmove(terminal_->window, rows() - 1, 0);
  terminal_->set_style({Ink::Warning});
  curses.waddnstr(terminal_->window, text.c_str(), std::max(columns() - 1, 0));
  curses.wrefresh(terminal_->window);
}

std::optional<Key> Screen::key(int milliseconds) {
  if (terminal_->waiting.empty()) return terminal_->read(milliseconds);
  const Key key = terminal_->waiting.front();
  terminal_->waiting.pop_front();
  return key;
}

bool Screen::has_key() {
  if (!terminal_->waiting.empty()) return true;
  if (const auto key = terminal_->read(0)) terminal_->waiting.push_back(*key);
  return !terminal_->waiting.empty();
}

bool Screen::is_interrupted() {
  if (take_interrupt() || ending_signal() != 0) return true;
  while (const auto key = terminal_->read(0)) {
    if (*key == kEscapeKey) return true;
    terminal_->waiting.push_back(*key);
  }
  return false;
}

int Screen::ending_signal() { return signal_that_ends(); }

#else

struct Screen::Terminal {};
Screen::Screen(bool /*color*/) { require_screen(); }
Screen::~Screen() = default;
int Screen::rows() const { return 0; }
int Screen::columns() const { return 0; }
void Screen::show(const Picture& /*picture*/) {}
void Screen::forget() {}
void Screen::note(const std::string& /*text*/) {}
std::optional<Key> Screen::key(int /*milliseconds*/) { return std::nullopt; }
bool Screen::has_key() { return false; }
bool Screen::is_interrupted() { return true; }
int Screen::ending_signal() { return 0; }

#endif

}  // namespace bview
