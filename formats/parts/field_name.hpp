// SPDX-License-Identifier: MIT
// formats/parts/field_name.hpp - names that files give to fields, as formats can have them.

#pragma once

#include <string>

namespace bview {

/// What formats allow in no name is a '_'.
[[nodiscard]] std::string as_field_name(std::string name);

}  // namespace bview
