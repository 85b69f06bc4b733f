// SPDX-License-Identifier: MIT
// formats/parts/catalogue_file.hpp - a file as a catalogue describes it: what its formulas give.
//
// Names with an '@' in front are those of parts: @header.shoff, @sections[2].size, and of each
// part $start, $end, $count, $itemsize. A part is worked out when it is asked for, once. In what
// is said of each record of a part, names are its fields; $start, $end, $index its own.

#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <bview/core/formula.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/parts/address_map.hpp>
#include <bview/formats/parts/catalogue.hpp>
#include <bview/formats/parts/catalogue_records.hpp>
#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/part.hpp>

namespace bview {

/// A record that names are fields of.
struct CatalogueRecord {
  Walker* walker;
  const Frame* frame;
};

/// A part, and what is needed to look into it.
struct CatalogueView {
  Part part{};
  Layout layout{};
  std::int64_t end = 0;                 ///< in front of which its records lie
  std::optional<std::int64_t> count{};  ///< of records, where it is known
  std::unique_ptr<CatalogueRecords> records{};
};

/// Takes a record and their layout; false where it wants no more.
using CatalogueVisitor = std::function<bool(const CatalogueRecord&, const Layout&)>;

using NameOfPart = std::function<std::string()>;

class CatalogueFile : public FormulaEnvironment {
 public:
  /// Both outlive it.
  CatalogueFile(const Catalogue& catalogue, FileBytes& bytes);

  /// A part, of those made of records the first; null where it is not there.
  /// \throws Error where it does not lie inside of the file, or the catalogue is wrong.
  [[nodiscard]] CatalogueView* view(const CataloguePart& part);

  /// A part for a record; nothing where it is not there. `name` is asked for its name, or else it
  /// is what the catalogue says.
  [[nodiscard]] std::optional<CatalogueView> view_for(const CataloguePart& part,
                                                      const CatalogueRecord& record,
                                                      const NameOfPart& name = {});

  /// Visits the records of a part, or of all those that are made of the records of another, one
  /// part behind the other. False where `visit` wanted no more.
  bool each_record(const CataloguePart& part, const CatalogueVisitor& visit);

  /// How many records a part has; walks over them where nothing tells.
  [[nodiscard]] std::int64_t count(CatalogueView& view);

  /// The value of a formula of the catalogue, about a record where one is given.
  [[nodiscard]] std::int64_t number(const CatalogueText& source, const Formula& formula,
                                    const CatalogueRecord* record = nullptr);

  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] FileBytes& bytes() { return bytes_; }

  [[nodiscard]] std::int64_t value_of(const NamePath& path) override;
  [[nodiscard]] std::int64_t count_of(const NamePath& path) override;
  [[nodiscard]] std::string_view text_of(const NamePath& path) override;
  [[nodiscard]] std::int64_t read(const Field& field, std::int64_t offset) override;
  [[nodiscard]] std::int64_t offset_of(AddressKind kind, std::int64_t address) override;

 private:
  bool each_record_in(const CataloguePart& part, CatalogueView& view,
                      const CatalogueVisitor& visit);
  [[nodiscard]] CatalogueView& named(const NamePath& path);
  [[nodiscard]] Walker& walker_at(CatalogueView& view, const NamePath& path);
  [[nodiscard]] std::int64_t own_number(const NamePath& path);
  [[nodiscard]] std::optional<CatalogueView> made(const CataloguePart& part,
                                                  const NameOfPart& name = {});
  [[nodiscard]] std::optional<CatalogueView> first_made(const CataloguePart& part);
  [[nodiscard]] CatalogueView* view_of(std::string_view name);
  void lay(const CataloguePart& part, CatalogueView& view);
  void lay_fixed(const CataloguePart& part, CatalogueView& view);
  void lay_varying(const CataloguePart& part, CatalogueView& view);
  [[nodiscard]] Lengths numbers(const CatalogueNumbers& numbers);
  [[nodiscard]] std::int64_t number(const CatalogueNumbers& single);
  [[nodiscard]] std::string format_of(const CatalogueText& format);
  [[nodiscard]] std::string with_numbers(const CatalogueText& source, std::string_view text,
                                         bool formula = false);
  [[nodiscard]] std::string definitions(std::string_view text);

  const Catalogue& catalogue_;
  FileBytes& bytes_;
  std::map<const CataloguePart*, std::optional<CatalogueView>> views_{};
  const CatalogueRecord* record_ = nullptr;
  std::optional<AddressMap> addresses_{};  // when one is asked for
  std::size_t depth_ = 0;                  // of parts that others are worked out with
};

}  // namespace bview
