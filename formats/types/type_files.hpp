// SPDX-License-Identifier: MIT
// formats/types/type_files.hpp - files that name types: programs, object files, C sources.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/syntax/type_book.hpp>
#include <bview/formats/types/c_compiler.hpp>
#include <bview/formats/types/c_type.hpp>
#include <bview/formats/types/type_layout.hpp>

namespace bview {

/// "struct", "union", "enum", "typedef"; empty for a kind that has no names.
[[nodiscard]] std::string_view word_of(CKind kind);

/// What such a file tells of types.
/// \throws Error{Errc::File} for other files.
[[nodiscard]] std::unique_ptr<TypeGraph> open_types(const std::string& path,
                                                    const Compiler& compiler);

/// The type "struct ehdr", or "ehdr" of whatever kind; null where there is none.
[[nodiscard]] const TypeName* find_type(const TypeGraph& graph, std::string_view name);

/// Several files, the first of which wins. None is opened before a name is asked for.
class TypeFiles : public TypeBook {
 public:
  TypeFiles(std::vector<std::string> paths, Compiler compiler)
      : paths_(std::move(paths)), compiler_(std::move(compiler)) {}

  [[nodiscard]] std::shared_ptr<const BookType> find(std::string_view name) const override;
  [[nodiscard]] std::string why_not(std::string_view name) const override;

  /// What the file of that number tells.
  [[nodiscard]] const TypeGraph& graph(std::size_t number) const { return *opened(number).graph; }

 private:
  struct Opened {
    std::unique_ptr<TypeGraph> graph;
    TypeLayouts layouts;
  };

  [[nodiscard]] Opened& opened(std::size_t number) const;

  std::vector<std::string> paths_;
  Compiler compiler_;
  mutable std::vector<std::unique_ptr<Opened>> opened_;  ///< the first so many
};

}  // namespace bview
