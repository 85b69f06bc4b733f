// SPDX-License-Identifier: MIT
// core/followed_file.hpp - a file that others write to, read as it grows.
//
// What tail -F does: a source that waits at the end of the file, and ends where what it has read is
// not the file's any more. A Stream (core/stream.hpp) makes a view of it that grows.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include <bview/core/descriptor.hpp>
#include <bview/core/public.hpp>
#include <bview/core/source.hpp>

namespace BVIEW_PUBLIC bview {

/// How a file is followed.
struct Following {
  /// For a file of that name, where there is none: a log that is being rotated comes back.
  bool wait_for_file = false;
  /// Of the file as it is now, instead of waiting there.
  bool stop_at_end = false;
  /// Called again and again while nothing comes, instead of sleeping for 50 milliseconds. What it
  /// throws passes through: that is how to stop.
  std::function<void()> wait{};
  /// Hears that the file has lost its name. Whoever writes may go on writing to it, or give its
  /// name to another.
  std::function<void()> on_deletion{};
};

/// One thread at a time reads it.
class FollowedFile : public Source {
 public:
  /// \throws Error{Errc::File} when the file cannot be opened, or is no regular file.
  explicit FollowedFile(std::string path, Following following = {});

  /// Waits for bytes. Returns 0 when the file became shorter, or another file took its name, and at
  /// the end of one that is not waited for.
  [[nodiscard]] std::size_t read(std::span<char> into) override;

  /// Seeks over what is there.
  [[nodiscard]] std::int64_t skip(std::int64_t count) override;

  /// What became of the file when read() returned 0: "truncated" or "replaced"; "" for nothing.
  [[nodiscard]] const char* fate() const { return fate_; }

 private:
  void wait() const;
  [[nodiscard]] bool is_over();
  void mention_deletion(bool has_name);

  std::string path_;
  Following following_;
  Descriptor file_;
  std::int64_t position_ = 0;  // bytes read
  const char* fate_ = "";
  bool deleted_ = false;  // and that was said
};

}  // namespace bview
