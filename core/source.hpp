// SPDX-License-Identifier: MIT
// core/source.hpp - where input comes from.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/descriptor.hpp>
#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// A stream of bytes, read a chunk at a time.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Fills the front of `into`, which is not empty, and returns how many bytes it
  /// took: 0 at the end, and as often as it is asked again.
  /// \throws Error{Errc::File} when the system refuses.
  [[nodiscard]] virtual std::size_t read(std::span<char> into) = 0;

  /// Steps over `count` bytes, and returns how many there were: fewer at the end only.
  [[nodiscard]] virtual std::int64_t skip(std::int64_t count);

  /// The descriptor that read() waits for; negative when it gives something without waiting.
  [[nodiscard]] virtual int waits_for() const { return -1; }
};

/// Bytes that were taken and have to be given.
class HeldBytes {
 public:
  HeldBytes() = default;
  explicit HeldBytes(std::vector<char> bytes) : bytes_(std::move(bytes)) {}

  [[nodiscard]] bool empty() const { return given_ == bytes_.size(); }
  [[nodiscard]] std::size_t give(std::span<char> into);
  /// Steps over at most `count`, and returns how many there were.
  [[nodiscard]] std::int64_t drop(std::int64_t count);

 private:
  std::vector<char> bytes_;
  std::size_t given_ = 0;
};

/// A file descriptor, which the caller keeps open.
class FdSource : public Source {
 public:
  /// `name` is what messages call it: "standard input".
  FdSource(int descriptor, std::string name);
  [[nodiscard]] std::size_t read(std::span<char> into) override;
  /// Seeks where the file can. There it also goes on in files that do not say how large they
  /// are, as those of /proc.
  [[nodiscard]] std::int64_t skip(std::int64_t count) override;
  [[nodiscard]] int waits_for() const override { return held_.empty() ? descriptor_ : -1; }

 private:
  [[nodiscard]] std::ptrdiff_t read_now(std::span<char> into) const;
  [[nodiscard]] std::size_t taken_or_refused(std::ptrdiff_t taken);
  [[nodiscard]] bool hold_more();
  [[nodiscard]] std::int64_t skip_unsized(std::int64_t count);

  int descriptor_;
  std::string name_;
  bool device_;         // gives what it has, and waits for what is asked for beyond it
  bool ended_ = false;  // whoever types the end need not do so twice
  HeldBytes held_{};
};

/// A file descriptor that it closes.
class FileSource : public FdSource {
 public:
  FileSource(Descriptor file, std::string name)
      : FdSource(file.get(), std::move(name)), file_(std::move(file)) {}

 private:
  Descriptor file_;
};

/// Another source, and in front of it what was taken from it already.
class TastedSource : public Source {
 public:
  /// `source` outlives it.
  TastedSource(Source& source, std::vector<char> taken)
      : source_(source), taken_(std::move(taken)) {}
  /// It keeps `source`.
  TastedSource(std::unique_ptr<Source> source, std::vector<char> taken)
      : owned_(std::move(source)), source_(*owned_), taken_(std::move(taken)) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override {
    return taken_.empty() ? source_.read(into) : taken_.give(into);
  }
  [[nodiscard]] std::int64_t skip(std::int64_t count) override;
  [[nodiscard]] int waits_for() const override { return taken_.empty() ? source_.waits_for() : -1; }

 private:
  std::unique_ptr<Source> owned_{};
  Source& source_;
  HeldBytes taken_;
};

/// The bytes of an open file. Of a fifo that was opened without waiting, this waits for a
/// writer.
/// \throws Error{Errc::File} when nobody opens a fifo for writing within a second.
[[nodiscard]] std::unique_ptr<Source> source_of(Descriptor file, const std::string& name);

/// The bytes of a file, or of standard input for "-".
/// \throws Error{Errc::File} when the system refuses to open it, or as source_of does.
[[nodiscard]] std::unique_ptr<Source> open_source(const std::string& path);

/// A text in memory; for tests and for small texts.
class StringSource : public Source {
 public:
  /// Gives at most `step` bytes a time, >= 1, as a slow pipe would.
  explicit StringSource(std::string text,
                        std::size_t step = std::numeric_limits<std::size_t>::max())
      : text_(std::move(text)), step_(step) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  std::string text_;
  std::size_t step_;
  std::size_t at_ = 0;  // bytes given so far
};

}  // namespace bview
