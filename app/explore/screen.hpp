// SPDX-License-Identifier: MIT
// app/explore/screen.hpp - the terminal: pictures on it, and keys from it.
//
// However the program ends, by a signal, too, the terminal is left as it was found.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/explore/keys.hpp"
#include "app/explore/picture.hpp"

namespace bview {

/// Says why where there is no terminal to explore on.
/// \throws Error{Errc::BadUsage}
void require_screen();

class Screen {
 public:
  /// Takes the terminal.
  /// \throws Error where it is none that can show pictures, or the library for it is missing.
  explicit Screen(bool color);
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  ~Screen();

  [[nodiscard]] int rows() const;
  [[nodiscard]] int columns() const;
  void show(const Picture& picture);
  /// Lets the next picture be drawn as if nothing stood there.
  void forget();
  /// Writes over the last line, until the next picture.
  void note(const std::string& text);

  /// Waits so long for a key.
  [[nodiscard]] std::optional<Key> key(int milliseconds);
  /// Whether there is one already.
  [[nodiscard]] bool has_key();
  /// Whether Esc was pressed, or somebody wants the program to end; other keys stay for key().
  [[nodiscard]] bool is_interrupted();
  /// The signal that wants the program to end, or 0.
  [[nodiscard]] static int ending_signal();

 private:
  struct Terminal;
  std::unique_ptr<Terminal> terminal_;
};

}  // namespace bview
