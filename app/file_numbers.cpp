// SPDX-License-Identifier: MIT

#include "app/file_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include <bview/core/ascii_number.hpp>
#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/reading_value.hpp>
#include <bview/formats/output/failed_check.hpp>
#include <bview/formats/output/record_checks.hpp>
#include <bview/formats/parts/file_addresses.hpp>

#include "app/suggest.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

constexpr std::string_view kSize = "size";
constexpr std::int64_t kMostTaken = std::int64_t{16} << 20;  // of a stream, in memory
constexpr std::int64_t kStep = std::int64_t{64} << 10;       // of it, at once

[[noreturn]] void refuse(std::string why) { throw Error(Errc::BadValue, std::move(why)); }

/// A record that varies in size has the fields of its plan.
const std::vector<Field>& fields_of(const Layout& layout) {
  return layout.is_fixed() ? layout.fields : layout.plan->columns;
}

std::vector<std::string> names_of_fields(const Layout& layout) {
  std::vector<std::string> names;
  for (const Field& field : fields_of(layout)) {
    if (!field.name.empty()) names.push_back(field.name);
  }
  return names;
}

const Field* find_field(const Layout& layout, std::string_view name) {
  const std::vector<Field>& fields = fields_of(layout);
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
    return !name.empty() && field.name == name;
  });
  return found == fields.end() ? nullptr : &*found;
}

/// Bytes, of a stretch bits, from the start of a field to the element at these indices, one for
/// each axis.
std::int64_t offset_of_element(const Field& field, const std::vector<std::int64_t>& indices,
                               const std::string& path) {
  std::int64_t offset = 0;
  for (std::size_t k = 0; k < indices.size(); ++k) {
    if (indices[k] < 0 || indices[k] >= field.shape[k]) {
      refuse(fmt::format("{} is outside: that axis has {}, from 0 on", path,
                         count_text(field.shape[k], "element")));
    }
    // It lies inside the field, whose size fits.
    offset += indices[k] * field.stride(k);
  }
  return offset;
}

}  // namespace

FileNumbers::~FileNumbers() {
  if (!input_.stream || taken_.empty()) return;
  input_.stream = std::make_unique<TastedSource>(std::move(input_.stream), std::move(taken_));
}

void FileNumbers::add_record(Layout layout, std::int64_t offset) {
  if (offset < 0) {
    throw Error(Errc::BadShape,
                fmt::format("{} is no offset: there is nothing in front of a file", offset));
  }
  auto record = std::make_unique<Record>(Record{std::move(layout), offset});
  if (record->layout.is_fixed() && !reaches(offset, record->layout.itemsize)) {
    throw Error(Errc::BadShape,
                fmt::format("a record of {} at offset {} is not inside {}, which has {}",
                            count_text(record->layout.itemsize, "byte"), offset, input_.name,
                            count_text(file_size(), "byte")));
  }
  if (!record->layout.is_fixed()) walk(*record);
  check(*record);
  records_.push_back(std::move(record));
}

/// Walks over the bytes that there are, and takes more of a stream until they are enough.
void FileNumbers::walk(Record& record) {
  const bool stream = input_.stream && !is_large_file(input_);
  const bool far = record.layout.plan->looks_elsewhere;
  if (stream && far) static_cast<void>(file_size());
  record.walked = std::make_unique<Walked>(record.layout);
  WalkArea& area = record.walked->area;
  if (far) area.addresses = addresses();
  for (;;) {
    area.bytes = bytes();
    area.is_whole = !input_.stream || is_large_file(input_) || ended_;
    area.end = area.is_whole ? area.bytes.size : std::numeric_limits<std::int64_t>::max();
    // Where nothing has arrived yet, nothing is looked at.
    const bool begins = record.offset <= area.bytes.size;
    if (begins && record.walked->walker.walk(record.offset, 0) != nullptr) return;
    if (area.is_whole) throw cut_short(record);
    const Walker::Shortfall& missing = record.walked->walker.shortfall();
    take_more(begins ? missing.offset + std::max<std::int64_t>(0, missing.bytes) : record.offset);
  }
}

Error FileNumbers::cut_short(const Record& record) {
  const std::string size = count_text(file_size(), "byte");
  if (record.offset > file_size()) {
    return {Errc::BadShape, fmt::format("a record at offset {} is not inside {}, which has {}",
                                        record.offset, input_.name, size)};
  }
  const Walker::Shortfall& missing = record.walked->walker.shortfall();
  return {
      Errc::BadShape,
      fmt::format("the record at offset {} is cut short: {} at offset {} takes {}, and {} has {}",
                  record.offset, missing.field.empty() ? "what comes" : missing.field,
                  missing.offset, count_text(missing.bytes, "byte"), input_.name, size)};
}

/// What is() says of its fields.
void FileNumbers::check(const Record& record) {
  const RecordChecks checks(record.layout);
  if (checks.empty()) return;
  const Bytes all = bytes();
  try {
    if (record.walked) {
      record.walked->area.bytes = all;
      checks.check(record.walked->walker, record.walked->walker.last());
    } else {
      checks.check(all.at(record.offset));
    }
  } catch (const FailedCheck& failed) {
    throw located(failed, all, 0, {record.offset, 0});
  }
}

/// The one that was read last with such a field.
const FileNumbers::Record& FileNumbers::record_with(std::string_view name) const {
  const auto record = std::find_if(records_.rbegin(), records_.rend(), [&](const auto& each) {
    return find_field(each->layout, name) != nullptr;
  });
  if (record != records_.rend()) return **record;
  std::vector<std::string> names;
  for (const auto& each : records_) {
    for (std::string& field : names_of_fields(each->layout)) names.push_back(std::move(field));
  }
  refuse(names.empty()
             ? fmt::format("nothing was read that is called {}: --read 'FORMAT' reads "
                           "a record with such a name",
                           quoted(name))
             : fmt::format("no --read has a field {}{}", quoted(name), did_you_mean(name, names)));
}

/// Null for a record of constant size. What was taken of a stream may lie elsewhere by now.
Walker* FileNumbers::walker_of(const Record& record) {
  if (!record.walked) return nullptr;
  record.walked->area.bytes = bytes();
  return &record.walked->walker;
}

FileNumbers::Found FileNumbers::find(const Record& record, const NamePath& path) {
  Found found{{}, record.offset};
  const Layout* layout = &record.layout;
  for (const NamePath::Step& step : path.steps) {
    const Field* field = layout == nullptr ? nullptr : find_field(*layout, step.name);
    if (field == nullptr) {
      refuse(layout == nullptr
                 ? fmt::format("there are no fields in {}, which is no record", found.field.name)
                 : fmt::format("there is no field {} in {}{}", quoted(step.name), found.field.name,
                               did_you_mean(step.name, names_of_fields(*layout))));
    }
    const bool last = &step == &path.steps.back();
    const std::size_t axes = field->shape.size();
    if (step.indices.size() > axes || (!last && step.indices.size() < axes)) {
      refuse(fmt::format("{} takes {}, not {}", step.name,
                         count_text(static_cast<std::int64_t>(axes), "index", "indices"),
                         step.indices.size()));
    }
    const std::int64_t inside = offset_of_element(*field, step.indices, path.text());
    found.field = *field;
    found.field.shape.erase(
        found.field.shape.begin(),
        found.field.shape.begin() + static_cast<std::ptrdiff_t>(step.indices.size()));
    if (field->is_stretch()) {
      found.field = gathered(std::move(found.field), field->bits->offset + inside);
      found.offset += found.field.offset;
    } else {
      found.offset += field->offset + inside;
    }
    layout = field->record.get();
  }
  return found;
}

std::int64_t FileNumbers::value_of(const NamePath& path) {
  if (path.scope == NameScope::Read) {
    const Record& record = record_with(path.steps.front().name);
    if (Walker* walker = walker_of(record)) return walker->value_of(path);
    const Found found = find(record, path);
    if (!found.field.shape.empty()) {
      const std::size_t missing = found.field.shape.size();
      refuse(fmt::format("{} has {}; {} take{} one of them", path.text(),
                         count_text(found.field.count(), "element"),
                         missing == 1 ? "an index" : fmt::format("{} indices", missing),
                         missing == 1 ? "s" : ""));
    }
    return read(found.field, found.offset);
  }
  const NamePath::Step& only = path.steps.front();
  if (path.steps.size() == 1 && only.indices.empty() && only.name == kSize) return file_size();
  refuse(
      fmt::format("there is no name {} here; 'size' is the file's, and what --read read has "
                  "an '@' in front",
                  quoted(path.text())));
}

std::int64_t FileNumbers::count_of(const NamePath& path) {
  if (path.scope != NameScope::Read) {
    refuse("len() takes the name of a field that --read read: len(@name)");
  }
  const Record& record = record_with(path.steps.front().name);
  if (Walker* walker = walker_of(record)) return walker->count_of(path);
  const Field field = find(record, path).field;
  if (!field.shape.empty()) return field.shape.front();
  if (!field.record && info(field.type).count_is_length()) return field.length;
  refuse(fmt::format("{} is a single value, without a length", path.text()));
}

std::string_view FileNumbers::text_of(const NamePath& path) {
  if (path.scope != NameScope::Read) {
    refuse(fmt::format("there is no text {} here; what --read read has an '@' in front",
                       quoted(path.text())));
  }
  const Record& record = record_with(path.steps.front().name);
  if (Walker* walker = walker_of(record)) return walker->text_of(path);
  const Found found = find(record, path);
  const Field& field = found.field;
  if (!field.shape.empty() || field.record || info(field.type).kind != Kind::Bytes) {
    refuse(fmt::format("{} is compared with a text, and is none", path.text()));
  }
  const std::int64_t size = field.value_size();
  const std::string_view text(reinterpret_cast<const char*>(bytes_at(found.offset, size)),
                              static_cast<std::size_t>(size));
  return field.reading ? text_read(*field.reading, text) : text;
}

std::int64_t FileNumbers::read(const Field& field, std::int64_t offset) {
  const bool apart = field.record && field.reading;  // an integer with its bits named
  if ((field.record && !apart) ||
      (info(field.type).count_is_length() && !is_written_number(field))) {
    return whole_number(field, nullptr);  // refuses it
  }
  const std::int64_t size = field.value_size();
  if (offset < 0 || !reaches(offset, size)) {
    refuse(fmt::format("{} at offset {} {} not inside {}, which has {}", count_text(size, "byte"),
                       offset, size == 1 ? "is" : "are", input_.name,
                       count_text(file_size(), "byte")));
  }
  return whole_number(field, bytes_at(offset, size));
}

std::int64_t FileNumbers::offset_of(AddressKind kind, std::int64_t address) {
  return addresses()->offset_of(kind, address);
}

/// A stream is read whole: what tells where segments lie may stand anywhere.
const std::shared_ptr<Addresses>& FileNumbers::addresses() {
  if (addresses_) return addresses_;
  static_cast<void>(file_size());
  if (input_.stream && !is_large_file(input_)) {
    addresses_ = std::make_shared<FileAddresses>(Buffer{bytes(), nullptr}, input_.name);
  } else {
    addresses_ = std::make_shared<FileAddresses>(input_);
  }
  return addresses_;
}

/// Bytes that the file reaches.
const std::byte* FileNumbers::bytes_at(std::int64_t offset, std::int64_t size) {
  if (is_large_file(input_)) {
    mapped_ = map_part(input_.large_file, Access::Read, {offset, size}, input_.buffer.size(),
                       input_.name);
    return mapped_.bytes().at(offset);
  }
  return bytes().at(offset);
}

/// All that there are, or have been taken of a stream.
Bytes FileNumbers::bytes() {
  if (is_large_file(input_)) {
    const std::int64_t size = input_.buffer.size();
    mapped_ = map_part(input_.large_file, Access::Read, {0, size}, size, input_.name);
    return mapped_.bytes();
  }
  if (!input_.stream) return input_.buffer.bytes();
  return {reinterpret_cast<std::byte*>(taken_.data()), std::ssize(taken_), true};
}

std::int64_t FileNumbers::file_size() {
  if (is_large_file(input_) || !input_.stream) return input_.buffer.size();
  if (!ended_) take_until(kMostTaken);
  if (ended_) return std::ssize(taken_);
  take_all();
  return input_.buffer.size();
}

bool FileNumbers::reaches(std::int64_t offset, std::int64_t size) {
  const auto end = checked_add(offset, size);
  if (!end) return false;
  if (is_large_file(input_) || !input_.stream) return *end <= input_.buffer.size();
  take_until(std::min(*end, kMostTaken));
  if (*end <= std::ssize(taken_)) return true;
  if (ended_) return false;
  take_all();
  return *end <= input_.buffer.size();
}

/// What the stream has at hand, `most` bytes at most.
void FileNumbers::take(std::int64_t most) {
  const std::size_t before = taken_.size();
  taken_.resize(before + static_cast<std::size_t>(std::min(most, kStep)));
  const std::size_t got = input_.stream->read(std::span(taken_).subspan(before));
  taken_.resize(before + got);
  ended_ = got == 0;
}

/// The first `end` bytes of the stream, if it has so many.
void FileNumbers::take_until(std::int64_t end) {
  while (!ended_ && std::ssize(taken_) < end) take(end - std::ssize(taken_));
}

/// So many bytes, and what comes along with them: who walks does not know what is next.
void FileNumbers::take_more(std::int64_t end) {
  if (std::max(end, std::ssize(taken_)) >= kMostTaken) return take_all();
  do {
    take(kStep);
  } while (!ended_ && std::ssize(taken_) < end);
}

void FileNumbers::take_all() {
  input_.stream =
      std::make_unique<TastedSource>(std::move(input_.stream), std::exchange(taken_, {}));
  input_ = read_whole(std::move(input_), std::nullopt);
}

}  // namespace bview
