// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/item.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/values.hpp"

namespace bview {
namespace {

using Texts = std::vector<std::string>;

/// The name, offset and shape of a field, and where its values lie.
std::string text_of(const Field& field) {
  std::string text = field.name + "@" + std::to_string(field.offset) + "(";
  for (const std::int64_t length : field.shape) text += std::to_string(length) + ",";
  text += ")";
  for (std::int64_t n = 0; n < field.count(); ++n) {
    text += " " + std::to_string(field.offset + field.offset_of(n));
  }
  return text;
}

TEST_CASE("elements and parts of sub-arrays lie where numpy says") {
  // numpy.arange(13, dtype='u1')[1:].reshape(2, 2, 3), each byte its own offset.
  const Layout layout = parse_format("<B:a: (2,2,3)B:v: 3H:w: 2T{B:x: (2)B:y:}:p:");
  struct Row {
    const char* selector;
    const char* want;
  };
  const Row rows[] = {
      {"v[0,0,0]", "v[0,0,0]@1() 1"},
      {"v[1,0,2]", "v[1,0,2]@9() 9"},
      {"v[-1,-1,-1]", "v[-1,-1,-1]@12() 12"},
      {"v[1]", "v[1]@7(2,3,) 7 8 9 10 11 12"},
      {"v[1,0]", "v[1,0]@7(3,) 7 8 9"},
      {"v[:,1]", "v[:,1]@4(2,3,) 4 5 6 10 11 12"},
      {"v[:,:,1]", "v[:,:,1]@2(2,2,) 2 5 8 11"},
      {"v[...,0]", "v[...,0]@1(2,2,) 1 4 7 10"},
      {"v[::-1,0,::2]", "v[::-1,0,::2]@7(2,2,) 7 9 1 3"},
      {"v[0,0,1:]", "v[0,0,1:]@2(2,) 2 3"},
      {"v[0,0,5:]", "v[0,0,5:]@1(0,)"},
      {"w[1]", "w[1]@15() 15"},
      {"w[::2]", "w[::2]@13(2,) 13 17"},
      {"p[1].x", "p[1].x@22() 22"},
      {"p[1].y[1]", "p[1].y[1]@24() 24"},
      {"p[:].x", "p[:].x@19(2,) 19 22"},
      {"p[::-1].y", "p[::-1].y@23(2,2,) 23 24 20 21"},
      {"p[1]", "p[1]@22() 22"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.selector);
    std::string found;
    for (const Field& field : project(layout, {row.selector}).fields) found += text_of(field);
    // An empty part begins nowhere.
    if (std::string(row.want).find("(0,)") == std::string::npos) CHECK(found == row.want);
    CHECK(project(layout, {row.selector}).itemsize == layout.itemsize);
  }
}

TEST_CASE("names with brackets and dots come before paths") {
  const Layout layout = parse_format("<(2)B:v: B:v[0]: B:a.b: B:c[:");
  CHECK(project(layout, {"v[0]"}).fields.front().offset == 2);
  CHECK(project(layout, {"v[1]"}).fields.front().offset == 1);
  CHECK(project(layout, {"c["}).fields.front().offset == 4);
}

TEST_CASE("selectors with an index that is wrong") {
  const Layout layout = parse_format("<(2,3)H:v: H:n: 2T{B:x:}:p: 4s:t:");
  struct Row {
    const char* selector;
    const char* message;
  };
  const Row rows[] = {
      {"v[2,0]", "field 'v[2,0]': index 2 is out of range for axis 0 of length 2"},
      {"v[0,0,0]", "field 'v[0,0,0]': too many indices: 3 for a view with 2 axes"},
      {"n[0]", "there is no field 'n[0]'; the record has v, n, p, t"},
      {"t[0]", "there is no field 't[0]'; the record has v, n, p, t"},
      {"v[0", "there is no field 'v[0'; the record has v, n, p, t"},
      {"v[0][1]", "there is no field 'v[0][1]'; the record has v, n, p, t"},
      {"v[0]x", "there is no field 'v[0]x'; the record has v, n, p, t"},
      {"p[0].y", "there is no field 'p[0].y'; the record has v, n, p, t"},
      {"v[0].x", "there is no field 'v[0].x'; the record has v, n, p, t"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.selector);
    CHECK(testing::message_of([&] { return project(layout, {row.selector}); }) == row.message);
  }
  CHECK(testing::code_of([&] { return project(layout, {"v[x]"}); }) == Errc::BadFormat);
  CHECK(testing::code_of([&] { return project(layout, {"v[0,1]", "v[0,1]"}); }) == Errc::BadUsage);
}

TEST_CASE("a part in very many pieces is refused, in one piece it may be of any size") {
  const Layout layout = parse_format("<(1000000000000)B:v:");
  CHECK(project(layout, {"v[5:]"}).fields.front().count() == 999999999995);
  CHECK(project(layout, {"v[::100000000]"}).fields.front().count() == 10000);
  CHECK(testing::code_of([&] { return project(layout, {"v[::2]"}); }) == Errc::BadUsage);
}

TEST_CASE("the bytes of parts, and what they leave") {
  const Layout layout = parse_format("<B:a: (2,3)B:v: B:b:");
  const auto text = [](const std::vector<Extent>& extents) {
    std::string all;
    for (const Extent& extent : extents) {
      all += std::to_string(extent.offset) + "+" + std::to_string(extent.size) + " ";
    }
    return all;
  };
  CHECK(text(selected_bytes(project(layout, {"v[:,1]", "a"}))) == "2+1 5+1 0+1 ");
  CHECK(text(selected_bytes(project(layout, {"v[:,:2]"}))) == "1+2 4+2 ");
  CHECK(text(holes(project(layout, {"v[:,1]"}))) == "0+2 3+2 6+2 ");
  CHECK_THROWS_AS(to_format(project(layout, {"v[:,1]"})), Error);
}

TEST_CASE("values of parts are read and written through them") {
  const Layout layout = parse_format("<(2,3)B:v: 2T{B:x: B:y:}:p:");
  std::vector<std::byte> item;
  for (int k = 0; k < 10; ++k) item.push_back(static_cast<std::byte>(k));
  const Layout some = project(layout, {"v[:,1]", "p[::-1].y"});
  const auto list = [](int a, int b) { return Value(Value::List{Value(a), Value(b)}); };
  CHECK(get(item.data(), some) == Value(Value::List{list(1, 4), list(9, 7)}));
  set(item.data(), some, Value(Value::List{list(51, 54), list(59, 57)}));
  CHECK(testing::to_hex(std::string(reinterpret_cast<const char*>(item.data()), item.size())) ==
        "0033020336050639083b");
}

}  // namespace
}  // namespace bview
