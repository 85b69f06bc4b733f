// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/formats/parts/catalogue_error.hpp>
#include <bview/formats/parts/catalogue_file.hpp>
#include <bview/formats/parts/catalogue_name.hpp>
#include <bview/formats/parts/catalogue_reader.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>

namespace bview {
namespace {

constexpr std::int64_t kMostNameBytes = std::int64_t{256} << 20;  // of all parts of a file

/// Whether one of the patterns stands where the magic says.
bool has_magic(const CatalogueMagic& magic, CatalogueFile& file) {
  const std::int64_t offset = magic.offset.formulas.empty()
                                  ? 0
                                  : file.number(magic.offset.source, magic.offset.formulas.front());
  return std::any_of(magic.patterns.begin(), magic.patterns.end(), [&](const BytePattern& pattern) {
    const auto size = static_cast<std::int64_t>(pattern.size());
    if (!file.bytes().has(offset, size)) return false;
    const std::string_view there = file.bytes().text(offset, size, "a signature");
    return pattern.begins(std::as_bytes(std::span(there)));
  });
}

bool recognises(const Catalogue& catalogue, FileBytes& bytes) {
  if (catalogue.magic.empty() && !catalogue.when) return false;
  CatalogueFile file(catalogue, bytes);
  const auto& when = catalogue.when;
  try {
    return std::all_of(catalogue.magic.begin(), catalogue.magic.end(),
                       [&](const CatalogueMagic& magic) { return has_magic(magic, file); }) &&
           (!when || file.number(when->source, when->formulas.front()) != 0);
  } catch (const Error&) {  // it does not have the bytes that a formula looks at
    return false;
  }
}

/// Takes a condition, "{N ?}", from the start of a text; whether it holds, or there is none.
bool takes_condition(CatalogueText& text, CatalogueFile& file, const CatalogueRecord* record) {
  const std::size_t close =
      text.text.starts_with('{') ? find_outside(text.text, "}", 1) : std::string::npos;
  if (close == std::string::npos || text.text[close - 1] != '?') return true;
  Formula condition;
  try {
    condition = parse_formula(std::string_view(text.text).substr(1, close - 2));
  } catch (const Error& error) {
    throw catalogue_error(file.catalogue().file, text, error.what());
  }
  const bool holds = file.number(text, condition, record) != 0;
  text.text.erase(0, close + 1);
  return holds;
}

/// "u32be@{end - 4} = crc32({start + 4}:{end - 4})", without those whose condition does not hold.
std::vector<std::string> checksums_for(const std::vector<CatalogueText>& texts,
                                       const Layout& layout, CatalogueFile& file,
                                       const CatalogueRecord* record) {
  std::vector<std::string> checksums;
  checksums.reserve(texts.size());
  for (CatalogueText text : texts) {
    if (!takes_condition(text, file, record)) continue;
    checksums.push_back(CatalogueName(text, layout, file).of(file, record));
  }
  return checksums;
}

class PartLister {
 public:
  PartLister(CatalogueFile& file, const PartVisitor& visit) : file_(file), visit_(visit) {}

  /// False where no more are wanted. A part that is damaged is left out: others may be whole.
  bool list(const CataloguePart& part) {
    try {
      return part.of.empty() ? list_single(part) : list_each(part);
    } catch (const Error& error) {
      keep_damage(error);
      return true;
    }
  }

  /// To be called behind all parts. \throws Error where one was damaged, about the first.
  void finish() const {
    if (damage_) std::rethrow_exception(damage_);
  }

 private:
  /// Called where an error is handled; what is not of the file goes on.
  void keep_damage(const Error& error) {
    if (error.code() != Errc::BadShape) throw;
    if (!damage_) damage_ = std::current_exception();
  }

  /// The part is there without checksums where these cannot be told.
  void add_checksums(const CataloguePart& part, const Layout& layout, const CatalogueRecord* record,
                     Part& made) {
    try {
      made.checksums = checksums_for(part.checksums, layout, file_, record);
    } catch (const Error& error) {
      keep_damage(error);
    }
  }

  bool list_single(const CataloguePart& part) {
    const CatalogueView* const view = file_.view(part);
    if (view == nullptr) return true;
    Part made = view->part;
    if (!part.checksums.empty()) add_checksums(part, as_varying(Layout{}), nullptr, made);
    return visit_(std::move(made));
  }

  bool list_each(const CataloguePart& part) {
    std::optional<CatalogueName> name;
    return file_.each_record(*file_.catalogue().find(part.of),
                             [&](const CatalogueRecord& record, const Layout& layout) {
                               // With the first record of each part comes another layout.
                               if (!name || record.frame->index == 0)
                                 name.emplace(part.name, layout, file_);
                               return list_for(part, record, layout, *name);
                             });
  }

  bool list_for(const CataloguePart& part, const CatalogueRecord& record, const Layout& layout,
                const CatalogueName& name) {
    std::optional<CatalogueView> view;
    try {
      view = file_.view_for(part, record, [&] { return name.of(file_, &record); });
    } catch (const Error& error) {  // those of other records may be whole
      keep_damage(error);
    }
    if (!view) return true;
    Part& made = view->part;
    name_bytes_ += std::ssize(made.name);
    if (name_bytes_ > kMostNameBytes) {
      throw file_.bytes().damage(record.frame->begin, "names take more bytes than any file's do");
    }
    add_checksums(part, layout, &record, made);
    return visit_(std::move(made));
  }

  CatalogueFile& file_;
  const PartVisitor& visit_;
  std::int64_t name_bytes_ = 0;
  std::exception_ptr damage_{};
};

}  // namespace

ContainerReader reader_of(const std::shared_ptr<const Catalogue>& catalogue) {
  ContainerReader reader;
  reader.name = catalogue->name;
  reader.summary = catalogue->summary;
  reader.recognise = [catalogue](FileBytes& bytes) { return recognises(*catalogue, bytes); };
  reader.list = [catalogue](FileBytes& bytes, const PartVisitor& visit) {
    CatalogueFile file(*catalogue, bytes);
    PartLister lister(file, visit);
    for (const CataloguePart& part : catalogue->parts) {
      if (!lister.list(part)) return;
    }
    lister.finish();
  };
  return reader;
}

}  // namespace bview
