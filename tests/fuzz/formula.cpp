// SPDX-License-Identifier: MIT
// Fuzzes formulas over a few bytes: a value, or an error that points into the text.

#include <array>
#include <span>

#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/formula_text.hpp>

#include "tests/fuzz/target.hpp"

namespace bview {
namespace {

constexpr std::array<char, 24> kBytes = {1, 2, 3, 4, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, -16, 63};

/// Every name is the number of its letters, every array has three elements.
class Names : public FormulaEnvironment {
 public:
  [[nodiscard]] std::int64_t value_of(const NamePath& path) override {
    for (const NamePath::Step& step : path.steps) {
      for (const std::int64_t index : step.indices) {
        if (index < 0 || index > 2) throw Error(Errc::BadValue, path.text());
      }
    }
    return static_cast<std::int64_t>(path.steps.front().name.size());
  }
  [[nodiscard]] std::int64_t count_of(const NamePath& path) override { return value_of(path); }
  [[nodiscard]] std::int64_t read(const Field& field, std::int64_t offset) override {
    fuzz::demand(field.value_size() > 0);
    if (offset < 0 || offset > std::ssize(kBytes) - field.value_size()) {
      throw Error(Errc::BadValue, "outside");
    }
    return whole_number(field, std::as_bytes(std::span(kBytes)).data() + offset);
  }
};

}  // namespace
}  // namespace bview

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bview;
  const std::string_view text = fuzz::Input(data, size).rest();
  static_cast<void>(is_formula(text));
  static_cast<void>(find_outside(text, ",:"));
  try {
    const Formula formula = parse_formula(text);
    fuzz::demand(!formula.nodes.empty() && formula.nodes.size() <= kMaxFormulaNodes);
    Names names;
    const std::int64_t value = evaluate(formula, names);
    // The same text, a part of a list.
    const std::string list = "0," + std::string(text);
    fuzz::demand(evaluate(parse_formula(list, 2), names) == value);
  } catch (const Error& error) {
    fuzz::demand(error.code() == Errc::BadFormat && error.where().has_value());
    fuzz::demand_place(error, text);
  }
  return 0;
}
