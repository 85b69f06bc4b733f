// SPDX-License-Identifier: MIT
// formats/input/json_path.hpp - the way from an item to one of its values, for messages.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bview {

class JsonPath {
 public:
  /// Steps into a value of a record; without a name it is known by its position. The
  /// name stays valid until leave().
  void enter(std::string_view name, std::int64_t position) {
    steps_.push_back({false, name, position});
  }
  /// Steps into an element of an array.
  void enter_element(std::int64_t index) { steps_.push_back({true, "", index}); }
  void leave() { steps_.pop_back(); }

  /// "hdr.pts[0,1].f2", as core/layout.hpp names leaves; "[0,1]" where there is no
  /// record around the array; nothing for the item itself.
  [[nodiscard]] std::string text() const;

 private:
  struct Step {
    bool element;
    std::string_view name;
    std::int64_t number;
  };
  std::vector<Step> steps_;
};

}  // namespace bview
