// SPDX-License-Identifier: MIT
// formats/input/given_json.hpp - a record of varying size that is given as JSON.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <bview/formats/input/given_record.hpp>
#include <bview/formats/input/json_tape.hpp>

namespace bview {

class GivenJson : public GivenRecord {
 public:
  /// The value at a place of a tape. Tape and layout outlive the record; messages call it
  /// number `number`.
  GivenJson(const JsonTape& tape, std::size_t at, const Layout& layout, const InputOptions& options,
            std::int64_t number);

  [[nodiscard]] std::int64_t count(std::size_t field, std::size_t ndim) override;
  void read(std::size_t field, const Field& as, std::byte* to) override;
  void read_one(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as,
                std::byte* to) override;
  [[nodiscard]] std::unique_ptr<GivenRecord> inner(std::size_t field, std::size_t ndim,
                                                   std::int64_t k, const Layout& layout) override;
  [[nodiscard]] std::size_t longest(std::size_t field, std::size_t ndim, std::int64_t k) override;
  void finish() override;

 private:
  [[noreturn]] void fail(std::size_t at, const std::string& why) const;
  void find_members(std::size_t at);
  void find_elements(std::size_t at);
  [[nodiscard]] std::string name_of(std::size_t field) const;
  [[nodiscard]] std::size_t place_of(std::size_t field, std::int64_t n);
  [[nodiscard]] const std::vector<std::size_t>& places_of(std::size_t field, std::size_t ndim);
  [[nodiscard]] std::size_t place_of_one(std::size_t field, std::size_t ndim, std::int64_t k);
  void read_at(std::size_t at, std::size_t field, const Field& as, std::byte* to,
               std::int64_t shift = 0);

  const JsonTape& tape_;
  const Layout& layout_;
  InputOptions options_;
  std::int64_t number_;
  std::vector<std::int64_t> positions_{};             // of the fields, among the values
  std::vector<std::optional<std::size_t>> values_{};  // where they begin
  std::vector<bool> asked_{};                         // for which of them
  std::size_t end_ = 0;                               // for messages about what is missing
  std::pair<std::size_t, std::size_t> listed_{static_cast<std::size_t>(-1), 0};
  std::vector<std::size_t> list_{};  // of the field and number of axes in `listed_`
};

/// One document: a record, or an array of records.
void read_json_records(Source& source, const Layout& layout, const InputOptions& options,
                       const RecordSink& sink);
/// Any number of records, one after another.
void read_ndjson_records(Source& source, const Layout& layout, const InputOptions& options,
                         const RecordSink& sink);

}  // namespace bview
