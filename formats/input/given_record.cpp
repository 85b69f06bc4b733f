// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/given_json.hpp>
#include <bview/formats/input/given_record.hpp>
#include <bview/formats/input/given_rows.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {
namespace {

struct RecordForm {
  std::string_view name;
  RecordReader read;
};
constexpr RecordForm kRecordForms[] = {
    {"json", read_json_records},
    {"ndjson", read_ndjson_records},
    {"csv", read_csv_records},
    {"tsv", read_tsv_records},
};

}  // namespace

RecordReader find_record_reader(std::string_view form) {
  const auto* const found = std::find_if(std::begin(kRecordForms), std::end(kRecordForms),
                                         [&](const RecordForm& each) { return each.name == form; });
  return found == std::end(kRecordForms) ? nullptr : found->read;
}

ReadValues reader_of(GivenRecord& given) {
  return [&given](std::size_t field, const Field& as, std::byte* to) { given.read(field, as, to); };
}

void read_beside(const ReadValues& read, std::size_t field, const Field& as, std::byte* to) {
  if (!as.bits) return read(field, as, to);
  std::vector<std::byte> bits(static_cast<std::size_t>(bare_layout(as).itemsize));
  read(field, as, bits.data());
  for (std::size_t k = 0; k < bits.size(); ++k) to[k] |= bits[k];
}

bool GivenRecord::fits(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as) {
  std::vector<std::byte> scratch(static_cast<std::size_t>(as.value_size()) + 1);
  try {
    read_one(field, ndim, k, as, scratch.data());
    return true;
  } catch (const Error&) {
    return false;
  }
}

// --- arguments -----------------------------------------------------------------------------------

/// Nothing tells where they end, but their own end.
std::int64_t GivenArguments::count(std::size_t /*field*/, std::size_t /*ndim*/) { return left(); }

void GivenArguments::read(std::size_t /*field*/, const Field& as, std::byte* to) {
  const Layout layout = bare_layout(as);
  ItemWriter writer(layout, Notation::Table, options_.bytes_as);
  while (!writer.complete()) {
    try {
      if (left() == 0) throw Error(Errc::BadUsage, "there is no value for it");
      writer.put(next_->values[next_->at]);
    } catch (const Error& error) {
      if (as.name.empty()) throw;
      throw Error(error.code(), fmt::format("field {}: {}", quoted(as.name), error.what()));
    }
    ++next_->at;
  }
  if (!writer.item().empty()) std::memcpy(to, writer.item().data(), writer.item().size());
}

void GivenArguments::read_one(std::size_t field, std::size_t /*ndim*/, std::int64_t /*k*/,
                              const Field& as, std::byte* to) {
  read(field, as, to);
}

bool GivenArguments::fits(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as) {
  const std::size_t at = next_->at;
  const bool taken = GivenRecord::fits(field, ndim, k, as);
  next_->at = at;
  return taken;
}

std::unique_ptr<GivenRecord> GivenArguments::inner(std::size_t /*field*/, std::size_t /*ndim*/,
                                                   std::int64_t /*k*/, const Layout& /*layout*/) {
  return std::unique_ptr<GivenRecord>(new GivenArguments(next_, options_));
}

std::size_t GivenArguments::longest(std::size_t /*field*/, std::size_t /*ndim*/,
                                    std::int64_t /*k*/) {
  return left() == 0 ? 0 : next_->values[next_->at].size();
}

}  // namespace bview
