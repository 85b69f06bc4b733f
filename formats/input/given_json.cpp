// SPDX-License-Identifier: MIT
// Records of varying size from JSON.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include <bview/core/error.hpp>
#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/given_json.hpp>
#include <bview/formats/input/limits.hpp>
#include <bview/formats/input/unmarked.hpp>
#include <bview/formats/text/row_column.hpp>

namespace bview {

GivenJson::GivenJson(const JsonTape& tape, std::size_t at, const Layout& layout,
                     const InputOptions& options, std::int64_t number)
    : tape_(tape), layout_(layout), options_(options), number_(number) {
  std::int64_t position = 0;
  for (const Field& field : layout.fields) {
    positions_.push_back(position);
    position += field.positions();
  }
  values_.resize(static_cast<std::size_t>(position));
  asked_.resize(values_.size());
  if (layout.is_bare()) {
    values_.front() = at;
  } else if (layout.has_names()) {
    find_members(at);
  } else {
    find_elements(at);
  }
}

void GivenJson::fail(std::size_t at, const std::string& why) const {
  throw Error(Errc::BadValue, fmt::format("line {}, item {}: {}", tape_.line(at), number_, why));
}

void GivenJson::find_members(std::size_t at) {
  if (tape_.at(at).kind != JsonKind::BeginObject) fail(at, "expected an object");
  std::map<std::string, std::size_t, std::less<>> places;
  std::vector<std::string> names;
  for (std::size_t k = 0; k < layout_.fields.size(); ++k) {
    const Field& field = layout_.fields[k];
    for (std::int64_t n = 0; n < field.positions(); ++n) {
      const std::int64_t position = positions_[k] + n;
      names.push_back(field.name.empty() ? fmt::format("f{}", position) : field.name);
      places.emplace(names.back(), static_cast<std::size_t>(position));
    }
  }
  for (const std::size_t key : tape_.parts(at)) {
    const std::string_view text = tape_.at(key).text;
    const auto place = places.find(text);
    if (place == places.end()) {
      fail(key, fmt::format("there is no field {}; the record {}", quoted(text),
                            has_fields(text, names)));
    }
    std::optional<std::size_t>& value = values_[place->second];
    if (value) fail(key, fmt::format("key {} stands twice", quoted(text)));
    value = key + 2;  // behind the colon
  }
  end_ = at;
}

void GivenJson::find_elements(std::size_t at) {
  if (tape_.at(at).kind != JsonKind::BeginArray) fail(at, "expected an array");
  const std::vector<std::size_t> parts = tape_.parts(at);
  if (parts.size() != values_.size()) {
    fail(at, fmt::format("the array has {}, and a record has {}",
                         count_text(std::ssize(parts), "value"), values_.size()));
  }
  std::copy(parts.begin(), parts.end(), values_.begin());
  end_ = at;
}

std::string GivenJson::name_of(std::size_t field) const {
  if (layout_.is_bare()) return "";
  const std::string& name = layout_.fields[field].name;
  return name.empty() ? fmt::format("f{}", positions_[field]) : name;
}

/// Where the value of a field begins, which is no null.
std::size_t GivenJson::place_of(std::size_t field, std::int64_t n) {
  const auto position = static_cast<std::size_t>(positions_[field] + n);
  asked_[position] = true;
  const std::optional<std::size_t>& place = values_[position];
  if (!place) fail(end_, fmt::format("key {} is missing", quoted(name_of(field))));
  return *place;
}

/// The places of the values in the first `ndim` axes.
const std::vector<std::size_t>& GivenJson::places_of(std::size_t field, std::size_t ndim) {
  if (listed_ == std::pair(field, ndim)) return list_;
  listed_ = {field, ndim};
  list_ = {place_of(field, 0)};
  for (std::size_t axis = 0; axis < ndim; ++axis) {
    std::vector<std::size_t> inside;
    for (const std::size_t at : list_) {
      if (tape_.at(at).kind != JsonKind::BeginArray) {
        fail(at, fmt::format("field {}: expected an array", quoted(name_of(field))));
      }
      const std::vector<std::size_t> parts = tape_.parts(at);
      inside.insert(inside.end(), parts.begin(), parts.end());
    }
    list_ = std::move(inside);
  }
  return list_;
}

std::int64_t GivenJson::count(std::size_t field, std::size_t ndim) {
  return std::ssize(places_of(field, ndim));
}

std::size_t GivenJson::place_of_one(std::size_t field, std::size_t ndim, std::int64_t k) {
  const std::vector<std::size_t>& places = places_of(field, ndim);
  if (k < std::ssize(places)) return places[static_cast<std::size_t>(k)];
  fail(place_of(field, 0),
       fmt::format("field {} has {}, and more are needed", quoted(name_of(field)),
                   count_text(std::ssize(places), "value")));
}

void GivenJson::read_at(std::size_t at, std::size_t field, const Field& as, std::byte* to,
                        std::int64_t shift) {
  const Layout layout = bare_layout(as);
  InputOptions options = options_;
  if (options.on_loss && shift != 0) {
    options.on_loss = [&](std::int64_t offset) { options_.on_loss(shift + offset); };
  }
  read_json_value(tape_, at, {layout, name_of(field), number_}, options,
                  [&](std::span<const std::byte> item) {
                    if (!item.empty()) std::memcpy(to, item.data(), item.size());
                  });
}

void GivenJson::read(std::size_t field, const Field& as, std::byte* to) {
  if (!as.spread) return read_at(place_of(field, 0), field, as, to);
  Field one = as;
  one.spread = false;
  one.shape.clear();
  for (std::int64_t n = 0; n < as.positions(); ++n) {
    const std::int64_t shift = n * one.value_size();
    read_at(place_of(field, n), field, one, to + shift, shift);
  }
}

void GivenJson::read_one(std::size_t field, std::size_t ndim, std::int64_t k, const Field& as,
                         std::byte* to) {
  read_at(place_of_one(field, ndim, k), field, as, to);
}

std::unique_ptr<GivenRecord> GivenJson::inner(std::size_t field, std::size_t ndim, std::int64_t k,
                                              const Layout& layout) {
  return std::make_unique<GivenJson>(tape_, place_of_one(field, ndim, k), layout, options_,
                                     number_);
}

std::size_t GivenJson::longest(std::size_t field, std::size_t ndim, std::int64_t k) {
  return tape_.at(place_of_one(field, ndim, k)).text.size();
}

void GivenJson::finish() {
  for (std::size_t position = 0; position < values_.size(); ++position) {
    const std::optional<std::size_t>& place = values_[position];
    if (!place || asked_[position] || tape_.at(*place).kind == JsonKind::Null) continue;
    const auto field =
        std::upper_bound(positions_.begin(), positions_.end(), static_cast<std::int64_t>(position));
    fail(*place,
         fmt::format(
             "field {} does not stand in this record; null is its value",
             quoted(name_of(static_cast<std::size_t>(std::prev(field) - positions_.begin())))));
  }
}

namespace {

class RecordsInJson {
 public:
  RecordsInJson(Source& source, const Layout& layout, const InputOptions& options,
                const RecordSink& sink)
      : text_(unmarked(source)),
        tokens_(text_, kLongestText),
        layout_(layout),
        options_(options),
        sink_(sink) {}

  /// One record, or an array of them.
  void read_document() {
    const bool list = tokens_.peek().kind == JsonKind::BeginArray;
    if (!list) return read_record();
    tokens_.skip();
    if (take(JsonKind::EndArray)) return;
    do {
      read_record();
    } while (take(JsonKind::Comma));
    if (!take(JsonKind::EndArray)) {
      throw Error(Errc::BadValue, fmt::format("line {}: expected ',' or ']'", tokens_.line()));
    }
  }
  void read_record() {
    tape_.record(tokens_);
    GivenJson record(tape_, 0, layout_, options_, number_);
    sink_(record);
    ++number_;
  }
  [[nodiscard]] bool at_end() { return tokens_.peek().kind == JsonKind::End; }
  void expect_end() {
    if (at_end()) return;
    throw Error(Errc::BadValue, fmt::format("line {}: {} stands behind the document",
                                            tokens_.line(), quoted(tokens_.peek().text)));
  }

 private:
  [[nodiscard]] bool take(JsonKind kind) {
    if (tokens_.peek().kind != kind) return false;
    tokens_.skip();
    return true;
  }

  TastedSource text_;
  JsonTokens tokens_;
  JsonTape tape_{};
  const Layout& layout_;
  InputOptions options_;
  const RecordSink& sink_;
  std::int64_t number_ = 0;
};

}  // namespace

void read_json_records(Source& source, const Layout& layout, const InputOptions& options,
                       const RecordSink& sink) {
  RecordsInJson records(source, layout, options, sink);
  records.read_document();
  records.expect_end();
}

void read_ndjson_records(Source& source, const Layout& layout, const InputOptions& options,
                         const RecordSink& sink) {
  RecordsInJson records(source, layout, options, sink);
  while (!records.at_end()) records.read_record();
}

}  // namespace bview
