// SPDX-License-Identifier: MIT

#include "app/follow.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

#include "app/terminal.hpp"
#include "app/while_read.hpp"

namespace bview {
namespace {

void wait_a_moment() {
  constexpr int kMilliseconds = 50;
  wait_while_read(-1, kMilliseconds);
}

}  // namespace

void refuse_to_follow_others(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(path, ignored);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) return;
  throw Error(Errc::File, fmt::format("--follow is for regular files, and {} is none; what arrives "
                                      "by a pipe is shown as it comes without it",
                                      quoted(path)));
}

void follow_file(const std::string& path, const PrintFollowed& print) {
  Following following;
  following.wait = wait_a_moment;
  following.on_deletion = [&path] {
    tell(
        fmt::format("bview: {} was deleted or renamed; what is still written to it is shown, "
                    "until another file takes its name",
                    quoted(path)));
  };
  for (;; following.wait_for_file = true) {
    FollowedFile file(path, following);
    const std::optional<Extent> cut = print(file);
    if (!cut) return;
    tell(fmt::format("bview: {} was {}; its first bytes are next{}", quoted(path), file.fate(),
                     cut->size > 0 ? fmt::format(", and {} of an item at offset {} are dropped",
                                                 cut->size, cut->offset)
                                   : ""));
  }
}

}  // namespace bview
