// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/typed_view.hpp>
#include <bview/formats/parts/container.hpp>
#include <bview/formats/parts/reader.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

Part items_of(std::string format, std::int64_t offset, std::int64_t size) {
  Part part = part_at({offset, size}, "some");
  part.format = std::move(format);
  return part;
}

struct Opened {
  testing::TemporaryFolder folder{};
  Input file;

  explicit Opened(const std::string& content) : file(open_input(folder.file("file", content))) {}
};

TEST_CASE("parts become views") {
  const Opened opened(std::string("....\1\0\2\0\3\0\4\0\5\0\6\0", 16));
  Part part = items_of("<H", 4, 12);
  CHECK(view_of_part(part, opened.file).tolist() == Value{1, 2, 3, 4, 5, 6});
  CHECK(view_of_part(part, opened.file).readonly());
  part.shape = Lengths{2, 3};
  CHECK(view_of_part(part, opened.file).tolist() == Value{{1, 2, 3}, {4, 5, 6}});
  part.strides = Lengths{2, 4};
  CHECK(view_of_part(part, opened.file).tolist() == Value{{1, 3, 5}, {2, 4, 6}});
  part.strides = Lengths{-2, 4};
  part.offset = 6;
  CHECK(view_of_part(part, opened.file).tolist() == Value{{2, 4, 6}, {1, 3, 5}});
  CHECK(view_of_part(items_of("", 0, 4), opened.file).tobytes() == "....");
}

TEST_CASE("parts that are no views of items are refused") {
  const Opened opened("0123456789");
  struct Row {
    Part part;
    Errc code;
    const char* why;
  };
  std::vector<Row> rows = {
      {items_of("<H", 0, 5), Errc::BadShape, "does not end with an item"},
      {items_of("0s", 0, 5), Errc::BadShape, "does not end with an item"},
      {items_of("B:n: {n}s", 0, 10), Errc::BadUsage, "has records of different sizes"},
      {items_of("B", 0, 10), Errc::BadUsage, "has records of different sizes"},
      {items_of("B", 0, 10), Errc::BadUsage, "cannot be read: it is encrypted"},
      {items_of("B", 0, 10), Errc::BadUsage, "has no bytes of its own"},
      {items_of("B", 0, 10), Errc::BadUsage, "has no bytes of its own"},
  };
  rows[3].part.step = "n";
  rows[4].part.unreadable = "it is encrypted";
  rows[5].part.absent = true;
  rows[6].part.kind = PartKind::Group;
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto view = [&] { return view_of_part(row.part, opened.file).ndim(); };
    CHECK(testing::code_of(view) == row.code);
    CHECK(testing::message_of(view) ==
          "part 'some' of '" + opened.folder.path("file") + "' " + row.why);
  }
  CHECK(testing::code_of([&] { return view_of_part(items_of("B", 8, 4), opened.file).ndim(); }) ==
        Errc::BadShape);
}

TEST_CASE("a file is known by what it holds, and its parts by names of their own") {
  const Opened other("nothing that anybody knows");
  FileBytes none(other.file);
  CHECK_FALSE(recognised(none).has_value());

  // printf 'a' | gzip -n, twice
  const std::string member("\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\x04\0\x43\xbe\xb7\xe8\1\0\0\0", 21);
  const Opened opened(member + member);
  FileBytes bytes(opened.file);
  const auto container = recognised(bytes);
  REQUIRE(container.has_value());
  CHECK(container->kind == "gzip");
  std::vector<std::string> names;
  std::string text;
  container->list([&](const Part& part) {
    names.push_back(part.name);
    text += view_of_part(part, opened.file).tobytes();
    return true;
  });
  CHECK(text == "aa");
  REQUIRE(names.size() == 2);
  CHECK(names[0] != names[1]);

  const ContainerReader twice{"twice", "", {}, [](FileBytes&, const PartVisitor& visit) {
                                CHECK(visit(part_at({0, 1}, "a")));
                                CHECK(visit(part_at({1, 1}, "a")));
                                CHECK_FALSE(visit(part_at({2, 1}, "b")));
                              }};
  names.clear();
  read_by(twice, bytes).list([&](const Part& part) {
    names.push_back(part.name);
    return names.size() < 3;
  });
  CHECK(names == std::vector<std::string>{"a", "a#2", "b"});
}

}  // namespace
}  // namespace bview
