// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <set>

#include <bview/core/error.hpp>
#include <bview/core/nearest.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/types/btf_graph.hpp>
#include <bview/formats/types/dwarf_graph.hpp>
#include <bview/formats/types/type_files.hpp>

namespace bview {
namespace {

/// The kinds of types that have names. A bare name is of the first of them that has it.
struct KindWord {
  CKind kind;
  std::string_view word;
};
constexpr KindWord kKindWords[] = {{CKind::Typedef, "typedef"},
                                   {CKind::Struct, "struct"},
                                   {CKind::Union, "union"},
                                   {CKind::Enum, "enum"}};

/// "struct ehdr" as its kind and its name; a bare name has no kind.
struct Wanted {
  const KindWord* kind = nullptr;
  std::string_view name;
};

Wanted wanted(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const std::string_view first = text.substr(0, blank);
  for (const KindWord& each : kKindWords) {
    if (blank == std::string_view::npos || first != each.word) continue;
    const std::size_t name = text.find_first_not_of(' ', blank);
    return {&each, name == std::string_view::npos ? "" : text.substr(name)};
  }
  return {nullptr, text};
}

/// "'a' or 'b'": names of the types that are mistyped easily.
std::string near_names(const Wanted& wanted, const std::vector<const TypeGraph*>& graphs) {
  constexpr std::size_t kMost = 3;
  std::set<std::string> known;
  for (const TypeGraph* graph : graphs) {
    for (const TypeName& type : graph->names()) {
      if (wanted.kind == nullptr || wanted.kind->kind == type.kind) known.insert(type.name);
    }
  }
  const std::vector<std::string> names(known.begin(), known.end());
  std::vector<std::string> near;
  for (const std::string& each : nearest_words(wanted.name, names, kMost)) {
    if (word_distance(wanted.name, each) > wanted.name.size() / 3 + 1) continue;
    const std::string tag = wanted.kind == nullptr ? "" : std::string(wanted.kind->word) + " ";
    near.push_back(bview::quoted(tag + each));
  }
  return fmt::format("{}", fmt::join(near, " or "));
}

/// Types stand anywhere in a file, and whoever opens a fifo may wait for ever.
void refuse_what_is_no_file(const std::string& name, const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  if (S_ISDIR(status.st_mode)) throw system_error("read", name, EISDIR);
  throw Error(Errc::File, fmt::format("{} is no regular file, and has no types; what comes by a "
                                      "pipe has to be put into one first",
                                      name));
}

/// Whether all of a file is BTF, in either byte order.
bool is_btf(const Descriptor& file) {
  constexpr unsigned kMagic = 0xeb9f;
  unsigned char bytes[2] = {};
  const bool read = ::pread(file.get(), bytes, sizeof bytes, 0) == sizeof bytes;
  return read && (bytes[0] * 256U + bytes[1] == kMagic || bytes[1] * 256U + bytes[0] == kMagic);
}

/// What an ELF file without DWARF may have; null where it has not.
std::unique_ptr<TypeGraph> section_of_btf(const std::string& name, const std::string& path) {
  try {
    return read_btf(name, path);
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

std::string_view word_of(CKind kind) {
  const auto* const found = std::find_if(std::begin(kKindWords), std::end(kKindWords),
                                         [&](const KindWord& each) { return each.kind == kind; });
  return found == std::end(kKindWords) ? "" : found->word;
}

std::unique_ptr<TypeGraph> open_types(const std::string& path, const Compiler& compiler) {
  const std::string name = bview::quoted(path);
  refuse_what_is_no_file(name, path);
  if (is_source(path)) return read_dwarf(name, path, compile_types(path, compiler));
  Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", name, errno);
  if (is_btf(file)) return read_btf(name, path);
  try {
    return read_dwarf(name, path, std::move(file));
  } catch (const Error&) {
    if (auto types = section_of_btf(name, path)) return types;
    throw;
  }
}

const TypeName* find_type(const TypeGraph& graph, std::string_view name) {
  const auto [kind, bare] = wanted(name);
  const std::vector<TypeName>& names = graph.names();
  for (const KindWord& each : kKindWords) {
    if (kind != nullptr && kind != &each) continue;
    const auto found = std::find_if(
        names.begin(), names.end(),
        [&, n = bare](const TypeName& type) { return type.kind == each.kind && type.name == n; });
    if (found != names.end()) return &*found;
  }
  return nullptr;
}

TypeFiles::Opened& TypeFiles::opened(std::size_t number) const {
  while (opened_.size() <= number) {
    auto graph = open_types(paths_[opened_.size()], compiler_);
    const TypeGraph& types = *graph;
    opened_.push_back(std::make_unique<Opened>(Opened{std::move(graph), TypeLayouts(types)}));
  }
  return *opened_[number];
}

std::shared_ptr<const BookType> TypeFiles::find(std::string_view name) const {
  for (std::size_t k = 0; k < paths_.size(); ++k) {
    Opened& file = opened(k);
    const TypeName* const type = find_type(*file.graph, name);
    if (type != nullptr) return std::make_shared<const BookType>(file.layouts.of(type->id));
  }
  return nullptr;
}

std::string TypeFiles::why_not(std::string_view name) const {
  std::vector<const TypeGraph*> graphs;
  for (const auto& file : opened_) graphs.push_back(file->graph.get());
  std::vector<std::string> files;
  for (const std::string& path : paths_) files.push_back(bview::quoted(path));
  const std::string near = near_names(wanted(name), graphs);
  return fmt::format(
      "there is no type {} in {}; {}", bview::quoted(name), fmt::join(files, ", "),
      near.empty() ? "'bview types' lists what a file has" : fmt::format("did you mean {}?", near));
}

}  // namespace bview
