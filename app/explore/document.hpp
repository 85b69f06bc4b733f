// SPDX-License-Identifier: MIT
// app/explore/document.hpp - the file that is explored: what is laid on it, what is staged, and its
// bytes as both show them.
//
// The view is laid as every other command does it, by the same options. Its bytes are copied as
// they are looked at, and never through the mapping: a file that shrinks has fewer bytes, and
// nothing else happens.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include <bview/core/input.hpp>

#include "app/explore/staged.hpp"
#include "app/options.hpp"
#include "app/session.hpp"

namespace bview {

class Document {
 public:
  /// `typed`: the options as they were given, --part among them.
  explicit Document(const Options& typed);

  /// Lays another view. Where that cannot be done, all stays as it is.
  void lay(const Options& typed);

  [[nodiscard]] const Options& typed() const { return laid_->typed; }
  /// The same with numbers in place of formulas, and what the part said.
  [[nodiscard]] const Options& plain() const { return laid_->plain; }
  [[nodiscard]] const ViewRequest& request() const { return laid_->request; }
  [[nodiscard]] const Layout& layout() const { return laid_->request.layout; }
  /// Of items that are all alike.
  [[nodiscard]] const View& view() const { return laid_->session.selection.view; }
  [[nodiscard]] Input& input() { return laid_->session.input; }

  /// Whether the bytes that are shown are those of the file, and not unpacked from it.
  [[nodiscard]] bool shows_file() const { return laid_->session.input.identity.has_value(); }
  /// That of the file; 0 where there is none.
  [[nodiscard]] std::uint64_t inode() const {
    const auto& identity = laid_->session.input.identity;
    return identity ? identity->inode : 0;
  }
  [[nodiscard]] const std::string& name() const { return laid_->session.input.name; }
  [[nodiscard]] std::int64_t size() const { return laid_->session.input.buffer.size(); }

  /// Copies bytes, with what is staged laid over them; how many there are.
  [[nodiscard]] std::int64_t read(std::int64_t offset, std::span<std::byte> into) const;
  /// Where, from `offset` on, bytes are that were ever written: holes of the file are skipped.
  [[nodiscard]] std::int64_t next_data(std::int64_t offset) const;

  /// Looks whether somebody wrote to the file; where it has another size than it had, the view is
  /// laid anew.
  /// \throws Error where that cannot be done; once.
  [[nodiscard]] bool look_again();

  [[nodiscard]] StagedEdits& staged() { return staged_; }
  [[nodiscard]] const StagedEdits& staged() const { return staged_; }
  /// \throws Error{Errc::ReadOnly} where what is shown cannot be written.
  void require_writable() const;
  /// Whether it is a part of which a container keeps a checksum, which writing leaves as it is.
  [[nodiscard]] bool has_checksum() const;
  /// Writes what is staged as one patch, with its undo log. Where that fails, all stays staged.
  /// \throws Error
  void write();

 private:
  struct Laid {
    Options typed;
    Options plain;
    ViewRequest request;
    Session session;
    int descriptor = -1;  // of the file; negative where the bytes are memory
  };
  [[nodiscard]] static std::unique_ptr<Laid> laid(const Options& typed);
  [[nodiscard]] static std::unique_ptr<Laid> laid_exactly(const Options& typed);

  std::unique_ptr<Laid> laid_;
  /// Of the file, when it was looked at last.
  struct Seen {
    std::int64_t size = 0;
    std::int64_t time = 0;    // when it was written to; nanoseconds since 1970
    std::uint64_t inode = 0;  // another file may have its name
    bool operator==(const Seen&) const = default;
  };
  [[nodiscard]] std::optional<Seen> look() const;
  std::optional<Seen> seen_{};
  StagedEdits staged_{};
};

}  // namespace bview
