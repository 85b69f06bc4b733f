// SPDX-License-Identifier: MIT
// formats/input/given_record.hpp - the values that are given for one record of varying size.
//
// How many values a field has is known only when those in front of it were read: so a record is
// given whole, and asked for its fields one after another, by their numbers in the layout. The
// fields themselves are of constant size then, and are read as those of all records are.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/layout.hpp>
#include <bview/formats/input/reader.hpp>

namespace bview {

class GivenRecord {
 public:
  GivenRecord() = default;
  GivenRecord(const GivenRecord&) = delete;
  GivenRecord& operator=(const GivenRecord&) = delete;
  virtual ~GivenRecord() = default;

  // All of them throw Error{Errc::BadValue} that names the place.

  /// How many values stand in the first `ndim` axes of a field, all axes taken together.
  [[nodiscard]] virtual std::int64_t count(std::size_t field, std::size_t ndim) = 0;

  /// Reads the values of a field that has this shape, order and length now, to `to`.
  virtual void read(std::size_t field, const Field& as, std::byte* to) = 0;

  /// The same of the k-th of the values that stand in `ndim` axes.
  virtual void read_one(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as,
                        std::byte* to) = 0;

  /// The k-th of the records in a field; this one outlives it.
  [[nodiscard]] virtual std::unique_ptr<GivenRecord> inner(std::size_t field, std::size_t ndim,
                                                           std::int64_t k,
                                                           const Layout& layout) = 0;

  /// How many characters the value of a field has at most.
  [[nodiscard]] virtual std::size_t longest(std::size_t field, std::size_t ndim,
                                            std::int64_t k) = 0;

  /// Whether read_one() would take the value as this; it is not taken yet.
  [[nodiscard]] virtual bool fits(std::size_t field, std::size_t ndim, std::int64_t k,
                                  const Field& as);

  /// Whether count() is that of the field alone, and not of all that is left.
  [[nodiscard]] virtual bool is_counted() const { return true; }

  /// Refuses values that were given and not asked for.
  virtual void finish() = 0;
};

/// Reads the values of a field that has this shape, order and length to the bytes.
using ReadValues = std::function<void(std::size_t field, const Field& as, std::byte* to)>;
[[nodiscard]] ReadValues reader_of(GivenRecord& given);

/// Does so; where values are packed, beside what stands in the same bytes, which is zero where they
/// go.
void read_beside(const ReadValues& read, std::size_t field, const Field& as, std::byte* to);

/// Takes a record that was given; valid during the call.
using RecordSink = std::function<void(GivenRecord& record)>;

/// Reads records of `layout` in one of the forms that have them.
/// \throws Error{Errc::BadValue} as readers do.
using RecordReader = void (*)(Source& source, const Layout& layout, const InputOptions& options,
                              const RecordSink& sink);

/// The reader for a form (reader.hpp); null where the form has no values.
[[nodiscard]] RecordReader find_record_reader(std::string_view form);

/// Values that are arguments, of any number of records one behind the other. Fields take those that
/// come next, those of records inside, too.
class GivenArguments : public GivenRecord {
 public:
  /// The values outlive it.
  GivenArguments(std::span<const std::string> values, const InputOptions& options)
      : next_(std::make_shared<Next>(Next{values, 0})), options_(options) {}

  /// How many values are left, and how many were taken.
  [[nodiscard]] std::int64_t left() const { return std::ssize(next_->values) - taken(); }
  [[nodiscard]] std::int64_t taken() const { return static_cast<std::int64_t>(next_->at); }
  /// The first comes next.
  void restart() { next_->at = 0; }

  [[nodiscard]] std::int64_t count(std::size_t field, std::size_t ndim) override;
  void read(std::size_t field, const Field& as, std::byte* to) override;
  void read_one(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as,
                std::byte* to) override;
  [[nodiscard]] std::unique_ptr<GivenRecord> inner(std::size_t field, std::size_t ndim,
                                                   std::int64_t k, const Layout& layout) override;
  [[nodiscard]] std::size_t longest(std::size_t field, std::size_t ndim, std::int64_t k) override;
  [[nodiscard]] bool fits(std::size_t field, std::size_t ndim, std::int64_t k,
                          const Field& as) override;
  [[nodiscard]] bool is_counted() const override { return false; }
  void finish() override {}

 private:
  struct Next {
    std::span<const std::string> values;
    std::size_t at;
  };

  GivenArguments(std::shared_ptr<Next> next, const InputOptions& options)
      : next_(std::move(next)), options_(options) {}

  std::shared_ptr<Next> next_;  // shared with the records inside
  InputOptions options_;
};

}  // namespace bview
