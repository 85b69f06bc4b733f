// SPDX-License-Identifier: MIT

#include "app/type_options.hpp"

#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <bview/formats/types/type_files.hpp>

#include "app/shell_words.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// The words of a variable, where it has any.
void take_from(const char* variable, std::vector<std::string>& words) {
  const char* const value = std::getenv(variable);
  if (value == nullptr) return;
  std::vector<std::string> given = parsed(variable, value, shell_words);
  if (!given.empty()) words = std::move(given);
}

}  // namespace

Compiler compiler_of(const Options& options) {
  Compiler compiler;
  take_from("CC", compiler.c);
  take_from("CXX", compiler.cxx);
  if (options.cflags) compiler.flags = parsed("--cflags", *options.cflags, shell_words);
  return compiler;
}

const TypeBook* types_of(const Options& options) {
  using Files = std::pair<std::vector<std::string>, std::string>;
  static std::map<Files, std::unique_ptr<TypeFiles>> books;
  if (options.types.empty()) return nullptr;
  std::unique_ptr<TypeFiles>& book = books[{options.types, options.cflags.value_or("")}];
  if (!book) book = std::make_unique<TypeFiles>(options.types, compiler_of(options));
  return book.get();
}

}  // namespace bview
