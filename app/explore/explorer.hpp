// SPDX-License-Identifier: MIT
// app/explore/explorer.hpp - what is shown of a file, and what keys do to that. It knows no
// terminal: keys in, pictures out.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/explore/document.hpp"
#include "app/explore/finder.hpp"
#include "app/explore/items.hpp"
#include "app/explore/keys.hpp"
#include "app/explore/panes.hpp"
#include "app/explore/picture.hpp"

namespace bview {

class Explorer {
 public:
  /// `interrupted` is asked during long work.
  /// \throws Error where the file cannot be opened, or the view not be laid.
  Explorer(const Options& typed, Interrupted interrupted);

  void resize(int rows, int columns);
  void press(Key key);
  /// Ctrl-C: gives up what is typed, or asks before edits are lost. False where it ends everything.
  [[nodiscard]] bool interrupt();
  /// To be called now and then: the file may have grown. Whether anything changed.
  bool tick();
  [[nodiscard]] Picture draw();
  [[nodiscard]] bool has_ended() const { return ended_; }

 private:
  /// Text that is typed on the last line.
  struct Prompt {
    std::string title;
    std::string text{};
    std::size_t at = 0;  // bytes
    std::function<void(const std::string&)> done{};
    std::function<void(const std::string&)> changed{};  // on the way
    std::function<void()> given_up{};
  };
  struct Question {
    std::string text;
    std::function<void()> yes;
  };
  /// A list in front of everything else.
  struct Panel {
    std::string title;
    std::vector<std::string> lines{};
    std::size_t at = 0;
    std::size_t top = 0;
    std::function<void(std::size_t)> choose{};
  };
  struct Message {
    std::string text{};
    bool warning = false;
  };

  // explorer.cpp
  void act(KeyAction action);
  void answer(Key key);
  void type(Key key);
  void scroll_panel(Key key);
  void say(std::string text) { message_ = {std::move(text), false}; }
  void warn(std::string text) { message_ = {std::move(text), true}; }
  void ask(Prompt prompt);
  void open_panel(std::string title, std::vector<std::string> lines);
  void remake_items(std::int64_t known = 0);
  void lay(const Options& typed);

  // explorer_moves.cpp
  void up();
  void down();
  void left();
  void right();
  void page_up();
  void page_down();
  void row_start();
  void row_end();
  void first();
  void last();
  void other_pane();
  void back();
  void move_bytes(std::int64_t distance);
  void move_items(std::int64_t distance);
  void go(std::int64_t offset);
  void jump_to(std::int64_t offset);
  void select_item(std::int64_t n, std::size_t field);
  void find_item();
  void show_cursor();
  [[nodiscard]] bool has_table() const;
  [[nodiscard]] bool in_table() const { return in_table_ && has_table(); }
  /// The field that the cursor is on, and where it begins.
  [[nodiscard]] std::optional<CursorField> field_here();

  // explorer_asks.cpp
  void jump();
  void follow();
  void parts();
  void search();
  void search_next();
  void search_back();
  void filter();
  void format();
  void start_here();
  void record();
  void readings();
  void map();
  void redraw() {}  // whoever has the screen sees to it
  void help();
  void close();
  void quit();
  void go_where(const std::string& text);
  void go_to_index(const std::string& text);
  void look_at_part(const std::string& name);
  void search_from(std::int64_t from, bool forwards);

  // explorer_edits.cpp
  void edit();
  void edit_bytes(const std::string& text, std::int64_t offset);
  void edit_value(const std::string& text, const CursorField& at);
  void unstage();
  void write();

  // explorer_draw.cpp
  [[nodiscard]] ScreenPlan plan() const;
  void draw_bars(Canvas& canvas, const ScreenPlan& plan);
  void draw_message(Canvas& canvas, const ScreenPlan& plan) const;
  void draw_panel(Canvas& canvas, const ScreenPlan& plan);
  [[nodiscard]] std::string place_text();

  Interrupted interrupted_;
  Document document_;
  std::unique_ptr<Items> items_;
  int rows_ = 24;
  int columns_ = 80;

  std::int64_t offset_ = 0;  // of the cursor
  std::int64_t top_ = 0;     // of the first byte on the screen
  std::int64_t item_ = 0;    // the line of the table that the cursor is on
  std::int64_t table_top_ = 0;
  std::size_t field_ = 0;
  TableColumns table_columns_{};
  bool in_table_ = false;
  bool stays_at_end_ = false;
  bool shows_map_ = true;
  bool ended_ = false;
  EntropyMap map_{};
  std::vector<std::int64_t> jumps_{};
  std::optional<Finder> finder_{};
  Extent found_{0, 0};

  std::optional<Prompt> prompt_{};
  std::optional<Question> question_{};
  std::optional<Panel> panel_{};
  Message message_{};
};

}  // namespace bview
