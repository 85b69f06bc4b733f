// SPDX-License-Identifier: MIT

#include <bview/core/utf8.hpp>
#include <bview/formats/parts/field_name.hpp>

namespace bview {

std::string as_field_name(std::string name) {
  constexpr unsigned char kFirstWide = 0x80;
  for (char& c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < kFirstWide && utf8::is_control(byte);
    if (control || c == ':' || c == ',' || c == ';') c = '_';
  }
  if (name.starts_with(' ')) name.front() = '_';
  if (name.ends_with(' ')) name.back() = '_';
  return name;
}

}  // namespace bview
