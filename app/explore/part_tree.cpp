// SPDX-License-Identifier: MIT

#include "app/explore/part_tree.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/file_bytes.hpp>

#include "app/containers.hpp"
#include "app/help/plain_text.hpp"

namespace bview {
namespace {

constexpr std::size_t kMostListed = 100'000;

/// The file itself, whichever part of it is shown.
Options file_options(const Document& document) {
  Options options = document.typed();
  options.part.reset();
  options.quiet = true;
  return options;
}

std::string what_is(const Part& part) {
  std::string text = part.absent ? "" : fmt::format("0x{:x}  ", place_of(part));
  text += count_text(part.size, "byte");
  if (!part.format.empty() && part.format.size() <= 40) text += "  " + part.format;
  if (!part.summary.empty()) text += "  " + part.summary;
  return text;
}

/// Adds lines for parts in the order of the file, and for the folders that they are in.
class TreeLines {
 public:
  explicit TreeLines(PartTree& tree) : tree_(tree) {}

  void add(const Part& part) {
    std::vector<std::string> path = split(part.name, '/');
    if (path.empty()) path.emplace_back("");
    std::size_t common = 0;
    while (common + 1 < path.size() && common < folders_.size() &&
           folders_[common] == path[common]) {
      ++common;
    }
    folders_.resize(common);
    for (; common + 1 < path.size(); ++common) {
      line(common, path[common] + "/", "");
      folders_.push_back(path[common]);
    }
    line(common,
         fmt::format("{:<{}}  {}", path.back(), 24 - std::min<std::size_t>(2 * common, 20),
                     what_is(part)),
         part.name);
  }

 private:
  void line(std::size_t depth, const std::string& text, std::string name) {
    tree_.lines.push_back(std::string(2 * depth, ' ') + text);
    tree_.names.push_back(std::move(name));
  }

  PartTree& tree_;
  std::vector<std::string> folders_{};  // that the last part is in
};

}  // namespace

PartTree part_tree(const Document& document) {
  const Options options = file_options(document);
  const Input file = open_container(options);
  FileBytes bytes(file);
  const Container container = container_of(bytes, options);
  PartTree tree;
  TreeLines lines(tree);
  try {
    container.list([&](const Part& part) {
      lines.add(part);
      return tree.lines.size() < kMostListed;
    });
  } catch (const Error& error) {
    tree.trouble = error.what();
  }
  if (tree.lines.size() >= kMostListed) tree.trouble = "there are more parts, which are not listed";
  tree.title = fmt::format("{} ({}): {}; Enter looks at one", file.name, container.kind,
                           count_text(std::ssize(tree.names), "line"));
  return tree;
}

std::int64_t place_of_part(const Document& document, const std::string& name) {
  const Options options = file_options(document);
  const Input file = open_container(options);
  FileBytes bytes(file);
  const Part part = find_part(container_of(bytes, options), name, bytes);
  if (!document.shows_file() || part.absent) {
    throw Error(Errc::BadUsage, fmt::format("part {} lies nowhere in the bytes that are shown; p "
                                            "looks at it",
                                            quoted(name)));
  }
  return place_of(part);
}

}  // namespace bview
