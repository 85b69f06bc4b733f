// SPDX-License-Identifier: MIT
// app/follow.hpp - a file that others write to, read as it grows.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include <bview/core/descriptor.hpp>
#include <bview/core/source.hpp>
#include <bview/core/view.hpp>

namespace bview {

class FollowedFile : public Source {
 public:
  /// What to do when there is no file of that name: a log that is being rotated comes back.
  enum class IfMissing { Fail, Wait };
  /// What to do where nothing more stands in the file now.
  enum class AtEnd { Wait, Stop };

  /// \throws Error{Errc::File} when the file cannot be opened, or is no regular file.
  FollowedFile(std::string path, IfMissing missing, AtEnd at_end = AtEnd::Wait);

  /// Waits for bytes. Returns 0 when the file became shorter, or another file took its name, and at
  /// the end of one that is not waited for.
  /// \throws Error{Errc::ClosedPipe} when nobody reads standard output any more.
  [[nodiscard]] std::size_t read(std::span<char> into) override;

  /// Seeks over what is there.
  [[nodiscard]] std::int64_t skip(std::int64_t count) override;

  /// What became of the file when read() returned 0: "truncated".
  [[nodiscard]] const char* fate() const { return fate_; }

 private:
  [[nodiscard]] bool is_over();
  void mention_deletion(bool has_name);

  std::string path_;
  AtEnd at_end_;
  Descriptor file_;
  std::int64_t position_ = 0;  // bytes read
  const char* fate_ = "";
  bool deleted_ = false;  // and that was said
};

/// Prints a file as it grows. Gives the item that was not whole when the file was truncated or
/// replaced, of 0 bytes or less where there is none; nothing when all is printed that is wanted.
using PrintFollowed = std::function<std::optional<Extent>(FollowedFile&)>;

/// Calls `print` with the file, and with the file of that name that is next whenever it was
/// truncated or replaced, as `tail -F` does; says so on standard error.
void follow_file(const std::string& path, const PrintFollowed& print);

}  // namespace bview
