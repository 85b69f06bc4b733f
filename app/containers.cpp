// SPDX-License-Identifier: MIT

#include "app/containers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/reader.hpp>

#include "app/catalogue_options.hpp"
#include "app/session.hpp"
#include "app/suggest.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

constexpr std::string_view kRaw = "raw";
constexpr std::size_t kMostNames = 4096;  // that are kept for "did you mean"

using ReaderTest = std::function<bool(const ContainerReader& reader)>;

/// The first for which it holds. Those that bview comes with as catalogues are read only where no
/// other does.
const ContainerReader* first_reader(const std::vector<ContainerReader>& told,
                                    const ReaderTest& holds) {
  for (const auto* const readers : {&told, &coded_readers()}) {
    const auto found = std::find_if(readers->begin(), readers->end(), holds);
    if (found != readers->end()) return &*found;
  }
  const std::vector<ContainerReader>& all = container_readers();
  const auto found = std::find_if(all.begin(), all.end(), holds);
  return found == all.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_kind(const std::string& kind, const std::vector<ContainerReader>& told) {
  std::vector<std::string> names = names_of(told);
  for (const ContainerReader& reader : container_readers()) names.push_back(reader.name);
  names.emplace_back(kRaw);
  refuse_name(kind, "kind of container", names);
}

[[noreturn]] void refuse_several(const std::string& glob, const std::vector<std::string>& fitting) {
  throw Error(Errc::BadUsage, fmt::format("several parts are called {}: {}; --part takes one",
                                          quoted(glob), fmt::join(fitting, ", ")));
}

[[noreturn]] void refuse_part(const std::string& name, const std::vector<std::string>& known,
                              const FileBytes& bytes) {
  const std::string hint = did_you_mean(name, known);
  throw Error(Errc::BadUsage,
              fmt::format("there is no part {} in {}{}", quoted(name), bytes.name(),
                          hint.empty() ? "; 'bview ls' lists what there is" : hint));
}

[[noreturn]] void refuse_unasked(const ContainerReader& reader, const FileBytes& bytes) {
  throw Error(Errc::BadUsage, fmt::format("{} {} when --as {} asks for that", bytes.name(),
                                          reader.unasked, reader.name));
}

}  // namespace

Container container_of(FileBytes& bytes, const Options& options) {
  if (options.as == kRaw) return {*options.as, [](const PartVisitor& /*visit*/) {}};
  const std::vector<ContainerReader> told = told_readers(options);
  const ContainerReader* const reader = first_reader(told, [&](const ContainerReader& each) {
    return options.as ? each.name == *options.as : each.recognise(bytes);
  });
  if (reader != nullptr && !reader->unasked.empty() && !options.as) refuse_unasked(*reader, bytes);
  if (reader != nullptr) return read_by(*reader, bytes);
  if (options.as) refuse_kind(*options.as, told);
  throw Error(Errc::BadUsage,
              fmt::format("{} is no file whose parts bview knows; 'bview help parts' lists those",
                          bytes.name()));
}

Input open_container(const Options& options) {
  if (options.operands.empty() && options.part && is_file(*options.part)) {
    throw Error(Errc::BadUsage,
                fmt::format("-p takes a part, and {} is a file; what xxd -p prints, -f 16s "
                            "--bytes-as hex does",
                            quoted(*options.part)));
  }
  const std::string path = file_of(options);
  Input input = open_input(path);
  if (!input.stream || is_large_file(input)) return input;
  // A file whose size is 0 may yet hold something, as those of /proc do. Others, which may have
  // nothing to say for ever, are not waited for.
  std::error_code ignored;
  char first = 0;
  if (std::filesystem::is_regular_file(path, ignored) && input.stream->read({&first, 1}) == 0) {
    throw Error(Errc::BadUsage, fmt::format("{} is empty, and has no parts", input.name));
  }
  throw Error(Errc::BadUsage,
              fmt::format("{} is a stream, and parts lie anywhere in a file; give the path of one",
                          input.name));
}

bool fits_glob(const std::string& name, const std::string& glob) {
  return name == glob || ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
}

Part find_part(const Container& container, const std::string& name, const FileBytes& bytes) {
  std::optional<Part> found;
  std::vector<std::string> known;
  std::vector<std::string> fitting;
  container.list([&](Part part) {
    if (part.name == name) {
      found = std::move(part);
      return false;
    }
    if (known.size() < kMostNames) known.push_back(part.name);
    if (!fits_glob(part.name, name)) return true;
    constexpr std::size_t kMostShown = 4;
    if (fitting.size() <= kMostShown) {
      fitting.push_back(fitting.size() < kMostShown ? quoted(part.name) : "...");
    }
    if (fitting.size() == 1 && !found) found = std::move(part);
    return true;  // its own name may come yet
  });
  const bool exact = found && found->name == name;
  if (!exact && fitting.size() > 1) refuse_several(name, fitting);
  if (!found) refuse_part(name, known, bytes);
  return std::move(*found);
}

}  // namespace bview
