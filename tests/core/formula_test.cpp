// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <span>

#include <bview/core/element_type.hpp>
#include <bview/core/error.hpp>
#include <bview/core/formula.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/formulas.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::FewNames;

FormulaNode constant(std::int64_t number, std::size_t where = 0) {
  FormulaNode node;
  node.number = number;
  node.where = where;
  return node;
}

FormulaNode node_of(FormulaOp op, std::vector<std::size_t> operands, std::size_t where = 0) {
  FormulaNode node;
  node.op = op;
  node.operands = std::move(operands);
  node.where = where;
  return node;
}

TEST_CASE("a formula needs no text to have a value") {
  FewNames none;
  const Formula formula{"", {constant(7), constant(2), node_of(FormulaOp::Divide, {0, 1})}};
  CHECK(evaluate(formula, none) == 3);
}

TEST_CASE("the error of a part without a value points at it") {
  FewNames none;
  const Formula formula{"7 / 0",
                        {constant(7), constant(0, 4), node_of(FormulaOp::Divide, {0, 1}, 2)}};
  try {
    FAIL_CHECK(evaluate(formula, none));
  } catch (const Error& error) {
    CHECK(error.code() == Errc::BadFormat);
    CHECK(error.where() == 2);
  }
}

TEST_CASE("errors that are not about the formula pass") {
  class Broken : public FewNames {
    std::int64_t read(const Field& /*field*/, std::int64_t /*offset*/) override {
      throw Error(Errc::File, "cannot read");
    }
  } broken;
  CHECK(code_of([&] { return evaluate(parse_formula("u8@0"), broken); }) == Errc::File);
}

TEST_CASE("what is not chosen is not looked at") {
  FewNames file({}, "abc");
  CHECK(evaluate(parse_formula("1 ? 2 : u8@9"), file) == 2);
  CHECK(evaluate(parse_formula("0 ? u8@9 : u8@0"), file) == 'a');
  CHECK(evaluate(parse_formula("1 < 0 < u8@9"), file) == 0);
  CHECK(file.reads == 1);
}

template <class T>
std::int64_t number_of(T value) {
  const Layout layout = element_layout<T>();
  return whole_number(layout.fields.front(), std::as_bytes(std::span(&value, 1)).data());
}

TEST_CASE("whole numbers of every kind, and of no other") {
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  CHECK(number_of(std::int8_t{-3}) == -3);
  CHECK(number_of(kMin) == kMin);
  CHECK(number_of(std::uint64_t{kMax}) == kMax);
  CHECK(number_of(static_cast<int128>(kMin)) == kMin);
  CHECK(number_of(true) == 1);
  CHECK(number_of(352.0F) == 352);
  CHECK(number_of(-0.0) == 0);
  CHECK(number_of(-9223372036854775808.0) == kMin);
  const auto refused = [](auto value) {
    return code_of([&] { return number_of(value); }) == Errc::BadValue;
  };
  CHECK(refused(std::uint64_t{kMax} + 1));
  CHECK(refused(static_cast<int128>(kMin) - 1));
  CHECK(refused(0.5));
  CHECK(refused(9223372036854775808.0));
  CHECK(refused(std::numeric_limits<double>::infinity()));
  CHECK(refused(std::numeric_limits<float>::quiet_NaN()));
  CHECK(refused(std::complex<float>(1, 0)));
  CHECK(refused(u'a'));
}

TEST_CASE("a path is written as it is typed") {
  CHECK(NamePath{NameScope::Read, {{"a", {}}, {"v", {0, 2}}}}.text() == "@a.v[0,2]");
  CHECK(NamePath{NameScope::BuiltIn, {{"size", {}}}}.text() == "$size");
}

}  // namespace
}  // namespace bview
