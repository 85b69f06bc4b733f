// SPDX-License-Identifier: MIT
// app/follow.hpp - a file that others write to, read as it grows.

#pragma once

#include <cstdint>
#include <string>

#include <bview/core/descriptor.hpp>
#include <bview/core/source.hpp>

namespace bview {

class FollowedFile : public Source {
 public:
  /// What to do when there is no file of that name: a log that is being rotated comes back.
  enum class IfMissing { Fail, Wait };

  /// \throws Error{Errc::File} when the file cannot be opened, or is no regular file.
  FollowedFile(std::string path, IfMissing missing);

  /// Waits for bytes. Returns 0 when the file became shorter, or another file took its name.
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
  Descriptor file_;
  std::int64_t position_ = 0;  // bytes read
  const char* fate_ = "";
  bool deleted_ = false;  // and that was said
};

}  // namespace bview
