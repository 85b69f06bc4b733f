// SPDX-License-Identifier: MIT

#include "app/catalogue_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/catalogue_reader.hpp>
#include <bview/formats/parts/shipped_catalogues.hpp>

#include "app/terminal.hpp"
#include "app/words.hpp"

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

/// A catalogue of a file, and what it is made of.
struct ToldCatalogue {
  std::shared_ptr<const Catalogue> catalogue;
  std::string text;
};

ToldCatalogue told_by(const std::string& path) {
  std::string text = text_of_catalogue(path);
  auto catalogue = std::make_shared<const Catalogue>(parse_catalogue(text, path));
  return {std::move(catalogue), std::move(text)};
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

/// Those of all folders, until one is enough.
void visit_found(const std::function<bool(ToldCatalogue)>& visit) {
  for (const std::filesystem::path& folder : folders_of_user()) {
    for (const std::string& path : catalogues_in(folder)) {
      std::optional<ToldCatalogue> told;
      try {
        told = told_by(path);
      } catch (const Error& error) {
        tell(fmt::format("bview: left out: {}", error.what()));
      }
      if (told && !visit(std::move(*told))) return;
    }
  }
}

}  // namespace

std::vector<ContainerReader> told_readers(const Options& options) {
  std::vector<ContainerReader> readers;
  for (const std::string& path : options.catalogues) {
    readers.push_back(reader_of(told_by(path).catalogue));
  }
  visit_found([&](const ToldCatalogue& told) {
    readers.push_back(reader_of(told.catalogue));
    return true;
  });
  return readers;
}

std::string catalogue_source(const std::string& name) {
  std::optional<std::string> source;
  std::vector<std::string> known;
  visit_found([&](ToldCatalogue told) {
    known.push_back(told.catalogue->name);
    if (known.back() == name) source = std::move(told.text);
    return !source;
  });
  if (source) return *source;
  for (const ShippedText& shipped : shipped_catalogue_texts()) {
    if (shipped.name == name) return std::string(shipped.text);
    known.emplace_back(shipped.name);
  }
  const std::vector<std::string> coded = names_of(coded_readers());
  if (std::find(coded.begin(), coded.end(), name) != coded.end()) {
    throw Error(Errc::BadUsage,
                fmt::format("{} has no catalogue: bview reads such files by itself", quoted(name)));
  }
  refuse_name(name, "catalogue", known);
}

}  // namespace bview
