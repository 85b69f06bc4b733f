// SPDX-License-Identifier: MIT
// app/file_numbers.hpp - what formulas in options are about: one file, and records read from it.
//
// Of a stream no more is taken than formulas look at, and all of it is given again to whoever
// reads next. Where they look far behind its start, or for its size, it is read whole.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <bview/core/formula.hpp>
#include <bview/core/input.hpp>
#include <bview/core/walk.hpp>

namespace bview {

class FileNumbers : public FormulaEnvironment {
 public:
  /// `input` outlives it, and is nobody else's until it is gone.
  explicit FileNumbers(Input& input) : input_(input) {}
  FileNumbers(const FileNumbers&) = delete;
  FileNumbers& operator=(const FileNumbers&) = delete;
  /// Gives back what was taken from a stream.
  ~FileNumbers() override;

  /// Reads one record: its named fields are names in the scope Read from now on, in front of
  /// older ones.
  /// \throws Error{Errc::BadShape} when it does not lie inside the file, or its bytes are not as
  ///         the layout says.
  void add_record(Layout layout, std::int64_t offset);

  [[nodiscard]] std::int64_t value_of(const NamePath& path) override;
  [[nodiscard]] std::int64_t count_of(const NamePath& path) override;
  [[nodiscard]] std::string_view text_of(const NamePath& path) override;
  [[nodiscard]] std::int64_t read(const Field& field, std::int64_t offset) override;
  [[nodiscard]] std::int64_t offset_of(AddressKind kind, std::int64_t address) override;

 private:
  /// One that varies in size, as it was found.
  struct Walked {
    explicit Walked(const Layout& layout) : walker(layout, area) {}
    WalkArea area{};
    Walker walker;
  };
  struct Record {
    Layout layout;
    std::int64_t offset;
    std::unique_ptr<Walked> walked{};  // null where the layout says where its fields are
  };
  /// A field, or an element of one, and where it lies in the file.
  struct Found {
    Field field;
    std::int64_t offset;
  };

  [[nodiscard]] const Record& record_with(std::string_view name) const;
  [[nodiscard]] static Found find(const Record& record, const NamePath& path);
  [[nodiscard]] Walker* walker_of(const Record& record);
  void check(const Record& record);
  void walk(Record& record);
  [[nodiscard]] Error cut_short(const Record& record);
  [[nodiscard]] const std::shared_ptr<Addresses>& addresses();
  [[nodiscard]] Bytes bytes();
  [[nodiscard]] const std::byte* bytes_at(std::int64_t offset, std::int64_t size);
  [[nodiscard]] std::int64_t file_size();
  /// False when the file ends in front of that.
  [[nodiscard]] bool reaches(std::int64_t offset, std::int64_t size);
  void take(std::int64_t most);
  void take_until(std::int64_t end);
  void take_more(std::int64_t end);
  void take_all();

  Input& input_;
  Buffer mapped_{};          // what was looked at last of a large file
  std::vector<char> taken_;  // the first bytes of the stream
  bool ended_ = false;       // these are all of it
  std::vector<std::unique_ptr<Record>> records_;
  std::shared_ptr<Addresses> addresses_{};  // when they are asked for
};

}  // namespace bview
