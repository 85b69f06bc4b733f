// SPDX-License-Identifier: MIT
// formats/input/json_plan.hpp - a layout prepared for reading it from JSON.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/text/parse_cells.hpp>

namespace bview {

class JsonRecord;

struct JsonField {
  const Field& field;
  std::int64_t position;               ///< among the values of the record; of the first of a spread
  std::unique_ptr<JsonRecord> record;  ///< null for scalars
  CellParser parse;                    ///< of a scalar; of one part of a complex number
};

/// A value of a record: a field, or one value of a spread.
struct JsonPlace {
  const JsonField* field;
  std::int64_t n;  ///< within the spread
};

/// A record and where its values are. Remembers which of them an object has given.
class JsonRecord {
 public:
  /// The layout outlives the record.
  JsonRecord(const Layout& layout, const std::shared_ptr<const CellStyle>& style);

  [[nodiscard]] bool keyed() const { return keyed_; }
  [[nodiscard]] const std::vector<JsonField>& fields() const { return fields_; }
  /// How many values the record has.
  [[nodiscard]] std::int64_t values() const { return values_; }

  /// Forgets what was given: an object begins.
  void begin_object();
  /// The value with that key; nothing if there is none. Quick when keys come in order.
  [[nodiscard]] std::optional<JsonPlace> find(std::string_view key);
  /// Notes that the object gives this value; false when it did so before.
  [[nodiscard]] bool give(const JsonPlace& place);
  /// The key of a value that was not given; empty when none is missing.
  [[nodiscard]] std::string missing() const;

  /// The keys, for a message.
  [[nodiscard]] std::vector<std::string> keys() const;

 private:
  const Layout& layout_;
  bool keyed_;
  std::vector<JsonField> fields_{};
  std::int64_t values_ = 0;
  std::vector<bool> given_{};  // by position
  std::int64_t given_count_ = 0;
  std::size_t expected_ = 0;  // the field whose key should come next
};

/// How an item of the layout begins in JSON.
struct JsonOpening {
  std::int64_t brackets = 0;  ///< so many [ come first
  bool closes = false;        ///< and a ] may follow, as the innermost is empty
};
[[nodiscard]] JsonOpening json_opening(const Layout& layout, BytesAs bytes_as);

}  // namespace bview
