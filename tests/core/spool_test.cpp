// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include <bview/core/error.hpp>
#include <bview/core/spool.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

std::string text_of(const Buffer& buffer) {
  const void* data = buffer.bytes().data;
  return {static_cast<const char*>(data), static_cast<std::size_t>(buffer.size())};
}

/// The folder for temporary files is another while this lives.
class TemporaryFilesIn {
 public:
  explicit TemporaryFilesIn(const std::string& folder) {
    const char* before = std::getenv("TMPDIR");
    was_set_ = before != nullptr;
    if (was_set_) before_ = before;
    ::setenv("TMPDIR", folder.c_str(), 1);
  }
  TemporaryFilesIn(const TemporaryFilesIn&) = delete;
  TemporaryFilesIn& operator=(const TemporaryFilesIn&) = delete;
  ~TemporaryFilesIn() { was_set_ ? ::setenv("TMPDIR", before_.c_str(), 1) : ::unsetenv("TMPDIR"); }

 private:
  bool was_set_ = false;
  std::string before_;
};

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string pattern(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t k = 0; k < size; ++k) text[k] = static_cast<char>(k % 251);
  return text;
}

TEST_CASE("what goes in comes out, in any pieces, and leaves no file behind") {
  constexpr std::size_t kMiB = std::size_t{1} << 20U;
  struct Row {
    std::size_t size;
    std::size_t piece;
  };
  const Row rows[] = {
      {0, 1},
      {1, 1},
      {1000, 7},
      {kMiB, kMiB},
      {kMiB, 4096},
      {kMiB + 1, 4096},
      {kMiB + 1, kMiB},
      {3 * kMiB, 3 * kMiB},
      {2 * kMiB, kMiB + 5},
  };
  const testing::TemporaryFolder folder;
  const TemporaryFilesIn here(folder.path(""));
  for (const Row& row : rows) {
    CAPTURE(row.size);
    CAPTURE(row.piece);
    const std::string text = pattern(row.size);
    Spool spool;
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view piece = rest.substr(0, row.piece);
      spool.add(bytes_of(piece));
      rest.remove_prefix(piece.size());
    }
    CHECK(spool.size() == static_cast<std::int64_t>(row.size));
    const Buffer all = spool.finish();
    CHECK((text_of(all) == text));
    CHECK(std::filesystem::is_empty(folder.path("")));
  }
}

TEST_CASE("the bytes live as long as their buffer") {
  Buffer kept;
  const std::string text = pattern(std::size_t{5} << 19U);
  {
    Spool spool;
    spool.add(bytes_of(text));
    kept = spool.finish();
  }
  CHECK((text_of(kept) == text));
}

TEST_CASE("little needs no folder for temporary files, and much says how to name one") {
  const testing::TemporaryFolder folder;
  const std::string missing = folder.path("missing");
  const TemporaryFilesIn nowhere(missing);
  Spool small;
  small.add(bytes_of(pattern(1000)));
  CHECK((text_of(small.finish()) == pattern(1000)));
  Spool large;
  const auto add = [&] { return large.add(bytes_of(pattern(2 << 20))), 0; };
  CHECK(testing::message_of(add) == "cannot keep the input in a temporary file in '" + missing +
                                        "': No such file or directory; TMPDIR names another "
                                        "folder");
}

}  // namespace
}  // namespace bview
