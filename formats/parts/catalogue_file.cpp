// SPDX-License-Identifier: MIT
// Names in formulas of catalogues, and what they lead to.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/catalogue_error.hpp>
#include <bview/formats/parts/catalogue_file.hpp>

namespace bview {
namespace {

constexpr std::string_view kThis = "this";  // the record that a part is made for
constexpr std::size_t kMostPartsInOneAnother = 32;
constexpr std::int64_t kMostWalked = std::int64_t{1} << 24;  // to records that formulas name

/// Another value, until the end of the scope, however that is left.
template <class T>
class Meanwhile {
 public:
  Meanwhile(T& variable, T value) : variable_(variable), before_(std::exchange(variable, value)) {}
  Meanwhile(const Meanwhile&) = delete;
  Meanwhile& operator=(const Meanwhile&) = delete;
  ~Meanwhile() { variable_ = before_; }

 private:
  T& variable_;
  T before_;
};

[[noreturn]] void refuse_name_there(std::string why) {
  throw Error(Errc::BadValue, std::move(why));
}

/// What is left of a path behind its first step.
NamePath behind_first(const NamePath& path) {
  return {NameScope::Field, {std::next(path.steps.begin()), path.steps.end()}};
}

bool has_field(const Layout& layout, std::string_view name) {
  const std::vector<Field>& columns = layout.plan->columns;
  return std::any_of(columns.begin(), columns.end(),
                     [&](const Field& field) { return field.name == name; });
}

/// What bview knows of a part by itself.
struct OwnNumber {
  std::string_view name;
  std::int64_t (*of)(CatalogueFile& file, CatalogueView& view);
};
constexpr OwnNumber kOwnNumbers[] = {
    {"$start", [](CatalogueFile&, CatalogueView& view) { return view.part.offset; }},
    {"$end", [](CatalogueFile&, CatalogueView& view) { return view.end; }},
    {"$size", [](CatalogueFile&, CatalogueView& view) { return view.part.size; }},
    {"$count", [](CatalogueFile& file, CatalogueView& view) { return file.count(view); }},
    {"$itemsize", [](CatalogueFile&, CatalogueView& view) { return view.layout.itemsize; }},
};

/// The same of a record.
struct RecordNumber {
  std::string_view name;
  std::int64_t (*of)(const Frame& frame);
};
constexpr RecordNumber kRecordNumbers[] = {
    {"start", [](const Frame& frame) { return frame.begin; }},
    {"offset", [](const Frame& frame) { return frame.begin; }},
    {"end", [](const Frame& frame) { return frame.end; }},
    {"index", [](const Frame& frame) { return frame.index; }},
};

}  // namespace

CatalogueFile::CatalogueFile(const Catalogue& catalogue, FileBytes& bytes)
    : catalogue_(catalogue), bytes_(bytes) {}

std::int64_t CatalogueFile::number(const CatalogueText& source, const Formula& formula,
                                   const CatalogueRecord* record) {
  const Meanwhile about(record_, record);
  try {
    return evaluate(formula, *this);
  } catch (const Error& error) {
    throw_located(error, bytes_.name(), catalogue_.file, source);
  }
}

CatalogueView* CatalogueFile::view(const CataloguePart& part) {
  const auto known = views_.find(&part);
  if (known != views_.end()) return known->second ? &*known->second : nullptr;
  if (depth_ == kMostPartsInOneAnother) {
    throw catalogue_error(catalogue_.file, part.name,
                          fmt::format("where {} lies depends on itself, or on too many others",
                                      quoted(part.name.text)));
  }
  const Meanwhile about(record_, static_cast<const CatalogueRecord*>(nullptr));
  const Meanwhile deeper(depth_, depth_ + 1);
  auto made_view = part.of.empty() ? made(part) : first_made(part);
  auto& view = views_.emplace(&part, std::move(made_view)).first->second;
  return view ? &*view : nullptr;
}

std::optional<CatalogueView> CatalogueFile::view_for(const CataloguePart& part,
                                                     const CatalogueRecord& record,
                                                     const NameOfPart& name) {
  const Meanwhile about(record_, &record);
  return made(part, name);
}

bool CatalogueFile::each_record(const CataloguePart& part, const CatalogueVisitor& visit) {
  if (part.of.empty()) {
    CatalogueView* const single = view(part);
    return single == nullptr || each_record_in(part, *single, visit);
  }
  return each_record(*catalogue_.find(part.of), [&](const CatalogueRecord& record, const Layout&) {
    auto made_view = view_for(part, record);
    return !made_view || each_record_in(part, *made_view, visit);
  });
}

bool CatalogueFile::each_record_in(const CataloguePart& part, CatalogueView& view,
                                   const CatalogueVisitor& visit) {
  if (!view.records) {
    throw catalogue_error(catalogue_.file, part.name, fmt::format("{} has no records", part.key));
  }
  // Formulas look into the records by a walker of their own.
  CatalogueRecords walked(view.layout, view.part.step, bytes_, view.part.offset, view.end);
  for (std::int64_t k = 0; !view.count || k < *view.count; ++k) {
    const Frame* const frame = walked.at(k);
    if (frame == nullptr) return true;
    if (!visit({&walked.walker(), frame}, walked.layout())) return false;
  }
  return true;
}

/// The part for the first record that has one.
std::optional<CatalogueView> CatalogueFile::first_made(const CataloguePart& part) {
  std::optional<CatalogueView> first;
  each_record(*catalogue_.find(part.of), [&](const CatalogueRecord& record, const Layout&) {
    first = view_for(part, record);
    return !first;
  });
  return first;
}

/// Of parts of one name, that which is there; null where none is.
CatalogueView* CatalogueFile::view_of(std::string_view name) {
  bool known = false;
  for (const CataloguePart& part : catalogue_.parts) {
    if (part.name.text != name) continue;
    known = true;
    CatalogueView* const found = view(part);
    if (found != nullptr) return found;
  }
  if (!known) refuse_name_there(fmt::format("there is no part {}", quoted(name)));
  return nullptr;
}

std::int64_t CatalogueFile::count(CatalogueView& view) {
  if (view.count) return *view.count;
  std::int64_t n = 0;
  while (view.records->at(n) != nullptr) ++n;
  view.count = n;
  return n;
}

CatalogueView& CatalogueFile::named(const NamePath& path) {
  const std::string name(path.steps.front().name);
  CatalogueView* const found = view_of(name);
  if (found == nullptr) refuse_name_there(fmt::format("this file has no part {}", quoted(name)));
  if (path.steps.size() < 2) {
    refuse_name_there(
        fmt::format("{} is a part, and no number; its fields are @{}.name, its place "
                    "@{}.$start",
                    quoted(name), name, name));
  }
  return *found;
}

/// One that stands at the record that the path names.
Walker& CatalogueFile::walker_at(CatalogueView& view, const NamePath& path) {
  const NamePath::Step& part = path.steps.front();
  const bool single = view.part.shape && view.part.shape->empty();
  if (part.indices.size() != (single ? 0U : 1U) || !view.records) {
    refuse_name_there(!view.records ? fmt::format("{} has no fields", quoted(part.name))
                      : single
                          ? fmt::format("{} is one record, and takes no index", quoted(part.name))
                          : fmt::format("{} are records: @{}[0] is the first of them",
                                        quoted(part.name), part.name));
  }
  const std::int64_t k = single ? 0 : part.indices.front();
  const bool inside = !view.count || k < *view.count;
  const Frame* const frame = inside ? view.records->at(k) : nullptr;
  if (frame == nullptr) refuse_name_there(fmt::format("there is no {}[{}]", part.name, k));
  if (view.records->walked() > kMostWalked) {
    refuse_name_there(fmt::format("the records of {} are looked for too often", quoted(part.name)));
  }
  return view.records->walker();
}

/// A name that is no part's.
std::int64_t CatalogueFile::own_number(const NamePath& path) {
  const NamePath::Step& only = path.steps.front();
  const bool plain = path.steps.size() == 1 && only.indices.empty();
  if (plain && only.name == "size") return bytes_.size();
  for (const RecordNumber& number : kRecordNumbers) {
    if (plain && record_ != nullptr && number.name == only.name) return number.of(*record_->frame);
  }
  refuse_name_there(
      fmt::format("there is no name {} here; parts have an '@' in front", quoted(path.text())));
}

std::int64_t CatalogueFile::value_of(const NamePath& path) {
  const std::string_view first = path.steps.front().name;
  if (path.scope != NameScope::Read) {
    const bool field = path.scope == NameScope::Field && record_ != nullptr &&
                       has_field(*record_->frame->layout, first);
    return field ? record_->walker->value_of(path) : own_number(path);
  }
  if (first == kThis && record_ != nullptr && path.steps.size() > 1) {
    return record_->walker->value_of(behind_first(path));
  }
  CatalogueView& view = named(path);
  for (const OwnNumber& number : kOwnNumbers) {
    if (path.steps.size() == 2 && number.name == path.steps.back().name) {
      return number.of(*this, view);
    }
  }
  return walker_at(view, path).value_of(behind_first(path));
}

std::int64_t CatalogueFile::count_of(const NamePath& path) {
  if (path.scope == NameScope::Read) {
    return walker_at(named(path), path).count_of(behind_first(path));
  }
  if (record_ == nullptr) refuse_name_there("len() takes a field: len(@header.name)");
  return record_->walker->count_of(path);
}

std::string_view CatalogueFile::text_of(const NamePath& path) {
  if (path.scope == NameScope::Read) {
    return walker_at(named(path), path).text_of(behind_first(path));
  }
  if (record_ == nullptr)
    refuse_name_there(fmt::format("there is no text {}", quoted(path.text())));
  return record_->walker->text_of(path);
}

std::int64_t CatalogueFile::read(const Field& field, std::int64_t offset) {
  const std::int64_t size = field.value_size();
  if (!bytes_.has(offset, size)) {
    refuse_name_there(fmt::format("{} at offset {} are not inside the file, which has {}",
                                  count_text(size, "byte"), offset,
                                  count_text(bytes_.size(), "byte")));
  }
  const std::string_view found = bytes_.text(offset, size, "a number");
  return whole_number(field, reinterpret_cast<const std::byte*>(found.data()));
}

std::int64_t CatalogueFile::offset_of(AddressKind kind, std::int64_t address) {
  if (!addresses_) addresses_ = address_map(bytes_);
  return bview::offset_of(*addresses_, kind, static_cast<std::uint64_t>(address), bytes_);
}

}  // namespace bview
