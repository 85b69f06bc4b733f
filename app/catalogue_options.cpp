// SPDX-License-Identifier: MIT

#include "app/catalogue_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/catalogue_reader.hpp>

namespace bview {
namespace {

constexpr std::int64_t kLargestCatalogue = std::int64_t{1} << 20;

std::string text_of_catalogue(const std::string& path) {
  const Input input = open_input(path);
  if (input.stream || input.buffer.size() > kLargestCatalogue) {
    throw Error(Errc::BadUsage, fmt::format("{} is no catalogue: that is a file of TOML, of {} at "
                                            "most",
                                            input.name, count_text(kLargestCatalogue, "byte")));
  }
  const Bytes bytes = input.buffer.bytes();
  return {reinterpret_cast<const char*>(bytes.data), static_cast<std::size_t>(bytes.size)};
}

ContainerReader reader_in(const std::string& path) {
  return reader_of(
      std::make_shared<const Catalogue>(parse_catalogue(text_of_catalogue(path), path)));
}

/// Folders that are not there have no catalogues.
std::vector<std::string> catalogues_in(const std::filesystem::path& folder) {
  std::vector<std::string> paths;
  std::error_code ignored;
  for (std::filesystem::directory_iterator at(folder, ignored), end; at != end;
       at.increment(ignored)) {
    if (ignored) break;
    if (at->path().extension() == ".toml") paths.push_back(at->path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string value_of_variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Where users keep theirs.
std::vector<std::filesystem::path> folders_of_user() {
  std::vector<std::filesystem::path> folders;
  const std::string path = value_of_variable("BVIEW_PATH");
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    if (colon > 0) folders.emplace_back(rest.substr(0, colon));
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  const std::filesystem::path home = value_of_variable("HOME");
  const std::filesystem::path config = value_of_variable("XDG_CONFIG_HOME");
  if (!config.empty() || !home.empty()) {
    folders.push_back((config.empty() ? home / ".config" : config) / "bview");
  }
  return folders;
}

}  // namespace

std::vector<ContainerReader> readers_for(const Options& options) {
  std::vector<ContainerReader> readers;
  for (const std::string& path : options.catalogues) readers.push_back(reader_in(path));
  for (const std::filesystem::path& folder : folders_of_user()) {
    for (const std::string& path : catalogues_in(folder)) readers.push_back(reader_in(path));
  }
  const std::vector<ContainerReader>& known = container_readers();
  readers.insert(readers.end(), known.begin(), known.end());
  return readers;
}

}  // namespace bview
