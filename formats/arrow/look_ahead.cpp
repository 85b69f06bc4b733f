// SPDX-License-Identifier: MIT

#include <bview/core/error.hpp>
#include <bview/formats/arrow/leaf_pieces.hpp>
#include <bview/formats/arrow/look_ahead.hpp>
#include <bview/formats/columns/proof.hpp>

namespace bview {
namespace {

bool is_wide(ColumnType type) { return type == ColumnType::Int128 || type == ColumnType::UInt128; }

constexpr std::int64_t kMostKinds = std::int64_t{1} << 15;

/// Whether so many kinds pay among so many values.
bool are_few(std::int64_t kinds, std::int64_t values) {
  constexpr std::int64_t kFew = 64;
  constexpr std::int64_t kUses = 4;
  return kinds <= kFew || kinds <= values / kUses;
}

/// One leaf, all of whose values are there.
class LeafLook {
 public:
  explicit LeafLook(const ColumnLeaf& leaf) : leaf_(leaf) {}

  [[nodiscard]] ArrowLeaf look(std::int64_t rows) && {
    made_.seen = true;
    const std::int64_t values = rows * leaf_.per_row;
    try {
      if (leaf_.source.names) {
        look_for_names(values);
      } else {
        for_each_piece(leaf_, 0, values, [&](const GatheredValues& some) { see(some); });
      }
    } catch (const Error&) {
      // A value that is() does not allow is refused when it is written, if it is.
      made_ = {false, true, "not all values can be read"};
    }
    return std::move(made_);
  }

 private:
  void see(const GatheredValues& values) {
    const ColumnType type = leaf_.source.type;
    if (made_.holds && is_wide(type) && !are_decimals(values, type == ColumnType::Int128)) {
      made_ = {false, true, "not all integers have 38 digits or less; lowest byte first"};
    }
    if (made_.holds && type == ColumnType::Text && !are_utf8(values)) {
      made_ = {false, true, "not all texts are UTF-8"};
    }
  }

  /// Names are words; where there are too many, their texts are written.
  void look_for_names(std::int64_t values) {
    const auto names = std::make_shared<TextNumbers>();
    const bool all = for_each_names(leaf_, 0, values, [&](const TextDictionary& named) {
      see(named.texts);
      for (std::int64_t k = 0; k < named.texts.count; ++k) names->add(named.texts.text(k));
      return names->texts().count <= kMostKinds;
    });
    made_.seen = all;
    if (all && made_.holds && are_few(names->texts().count, values)) made_.names = names;
  }

  const ColumnLeaf& leaf_;
  ArrowLeaf made_{};
};

ArrowLeaf unseen(const ColumnSource& source) {
  if (is_wide(source.type)) {
    return {false, false, "integers were still to come; lowest byte first"};
  }
  if (source.type == ColumnType::Text && !source.words) {
    return {false, false, "texts were still to come, which may not be UTF-8"};
  }
  return {};
}

}  // namespace

std::int32_t TextNumbers::add(std::string_view text) {
  const auto next = static_cast<std::int32_t>(texts_.count);
  const auto [found, added] = numbers_.try_emplace(std::string(text), next);
  if (added) texts_.add_text(text);
  return found->second;
}

std::int32_t TextNumbers::at(std::string_view text) const {
  const auto found = numbers_.find(std::string(text));
  if (found != numbers_.end()) return found->second;
  throw Error(Errc::File, "the file changed while it was read: there is a name that was not");
}

std::vector<ArrowLeaf> look_ahead(const Columns& columns, const Columns* ahead) {
  std::vector<ArrowLeaf> leaves;
  for (std::size_t k = 0; k < columns.leaves.size(); ++k) {
    const ColumnSource& source = columns.leaves[k].source;
    const bool looks = source.type == ColumnType::Text || is_wide(source.type);
    leaves.push_back(!looks             ? ArrowLeaf{}
                     : ahead == nullptr ? unseen(source)
                                        : LeafLook(ahead->leaves[k]).look(ahead->rows));
  }
  return leaves;
}

}  // namespace bview
