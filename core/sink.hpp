// SPDX-License-Identifier: MIT
// core/sink.hpp - where output goes, and the buffer that renderers write into.

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <bview/core/public.hpp>

namespace BVIEW_PUBLIC bview {

/// A place for bytes, called once per chunk.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// Takes all of `chunk`.
  /// \throws Error{Errc::File} when the system refuses, Error{Errc::ClosedPipe} when
  ///         the reader is gone.
  virtual void write(std::string_view chunk) = 0;
};

/// A file descriptor, which the caller keeps open.
class FdSink : public Sink {
 public:
  /// `name` is what messages call it: "standard output".
  FdSink(int descriptor, std::string name);
  void write(std::string_view chunk) override;

 private:
  int descriptor_;
  std::string name_;
};

/// Keeps everything; for tests and for small texts.
class StringSink : public Sink {
 public:
  void write(std::string_view chunk) override { text_ += chunk; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// Characters on their way to a Sink.
///
/// Writers ask for room, write into it, and say where they stopped, so the hot
/// loops append without a check per character. With a sink, a full buffer is
/// written out; without one it grows.
class TextBuffer {
 public:
  explicit TextBuffer(Sink* sink = nullptr) : sink_(sink) {}

  /// Room for at least `count` characters; valid until the next call.
  [[nodiscard]] char* reserve(std::size_t count) {
    if (capacity_ - size_ < count) make_room(count);
    return data_.get() + size_;
  }
  /// The characters up to `end`, inside the room that reserve() gave, are written.
  void commit(const char* end) { size_ = static_cast<std::size_t>(end - data_.get()); }

  void append(std::string_view text) {
    char* to = reserve(text.size());
    text.copy(to, text.size());
    commit(to + text.size());
  }
  void append(char character) {
    char* to = reserve(1);
    *to = character;
    commit(to + 1);
  }

  [[nodiscard]] std::string_view text() const { return {data_.get(), size_}; }
  void clear() { size_ = 0; }

  /// Writes out what there is. Nothing is written by the destructor: a result is
  /// either delivered, with its errors seen, or given up.
  void flush();

 private:
  void make_room(std::size_t count);

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  Sink* sink_;
};

}  // namespace bview
