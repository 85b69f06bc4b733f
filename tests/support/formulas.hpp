// SPDX-License-Identifier: MIT
// tests/support/formulas.hpp - formulas about a few names and bytes.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/formula_text.hpp>

namespace bview::testing {

/// Names by their texts, "@v[2]", and the bytes of a file.
class FewNames : public FormulaEnvironment {
 public:
  explicit FewNames(std::map<std::string, std::int64_t> names = {}, std::string bytes = "")
      : names_(std::move(names)), bytes_(std::move(bytes)) {}

  [[nodiscard]] std::int64_t value_of(const NamePath& path) override {
    const auto found = names_.find(path.text());
    if (found == names_.end()) throw Error(Errc::BadValue, "there is no " + path.text());
    return found->second;
  }
  [[nodiscard]] std::int64_t count_of(const NamePath& path) override {
    return static_cast<std::int64_t>(path.text().size());
  }
  [[nodiscard]] std::int64_t read(const Field& field, std::int64_t offset) override {
    if (offset < 0 || offset + field.value_size() > static_cast<std::int64_t>(bytes_.size())) {
      throw Error(Errc::BadValue, "outside");
    }
    ++reads;
    return whole_number(field, std::as_bytes(std::span(bytes_)).data() + offset);
  }

  int reads = 0;

 private:
  std::map<std::string, std::int64_t> names_;
  std::string bytes_;
};

/// The value, or the Error's sentence.
inline std::string value_text(const std::string& text, FormulaEnvironment& environment) {
  try {
    return std::to_string(evaluate(parse_formula(text), environment));
  } catch (const Error& error) {
    return error.what();
  }
}
inline std::string value_text(const std::string& text) {
  FewNames none;
  return value_text(text, none);
}

}  // namespace bview::testing
