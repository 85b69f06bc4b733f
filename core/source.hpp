// core/source.hpp - where input comes from.

#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <utility>

#include "core/descriptor.hpp"

namespace bview {

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
};

/// A file descriptor, which the caller keeps open.
class FdSource : public Source {
 public:
  /// `name` is what messages call it: "standard input".
  FdSource(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  int descriptor_;
  std::string name_;
};

/// A file descriptor that it closes.
class FileSource : public FdSource {
 public:
  FileSource(Descriptor file, std::string name)
      : FdSource(file.get(), std::move(name)), file_(std::move(file)) {}

 private:
  Descriptor file_;
};

/// The bytes of a file, or of standard input for "-".
/// \throws Error{Errc::File} when the system refuses to open it.
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
