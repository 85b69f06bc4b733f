// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <bview/formats/input/json_path.hpp>

namespace bview {

std::string JsonPath::text() const {
  std::string text;
  for (const Step& step : steps_) {
    if (!step.element) {
      if (!text.empty()) text += '.';
      text += step.name.empty() ? fmt::format("f{}", step.number) : std::string(step.name);
    } else if (text.ends_with(']')) {
      text.back() = ',';
      text += fmt::format("{}]", step.number);
    } else {
      text += fmt::format("[{}]", step.number);
    }
  }
  return text;
}

}  // namespace bview
