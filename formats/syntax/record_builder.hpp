// formats/syntax/record_builder.hpp - puts the items of a format one behind another.
//
// The builder knows where each field lies, how large and how strictly aligned the
// record has become, and which names it has. It knows nothing of letters.
//
// Source: PEP 3118; alignment and padding as a C compiler lays out a struct.

#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/layout.hpp"
#include "formats/syntax/scanner.hpp"

namespace bview {

/// One record in the making. Every `where` is the place in the format that an error
/// points at; every member throws Error{Errc::BadFormat}.
class RecordBuilder {
 public:
  /// `text` is the format being read; it outlives the builder.
  explicit RecordBuilder(const Scanner& text) : text_(text) {}

  /// Moves on to the next multiple of `alignment`, which the record inherits.
  void align(std::int64_t alignment, std::size_t where);

  /// Leaves `bytes` out.
  void pad(std::int64_t bytes, std::size_t where);

  /// Claims a name that stands at `where`.
  void add_name(std::string_view name, std::size_t where);

  /// Puts a field here.
  void add(Field field, std::size_t where);

  /// Bytes of an array of items; `where` as above.
  [[nodiscard]] std::int64_t bytes_of(const Lengths& shape, std::int64_t item,
                                      std::size_t where) const;

  /// The record, its end padded to its own alignment if asked for. The builder is spent.
  [[nodiscard]] Layout finish(bool pad_end, std::size_t where);

 private:
  /// A name that looks like an automatic one: the n of "fn", and where it stands.
  using Suspect = std::pair<std::int64_t, std::size_t>;

  void check_automatic_names() const;

  const Scanner& text_;
  Layout layout_;               ///< its itemsize grows with every item
  std::int64_t positions_ = 0;  ///< values so far
  std::set<std::string_view> names_;
  std::vector<Suspect> suspects_;
};

}  // namespace bview
