// SPDX-License-Identifier: MIT

#include "app/opened_file.hpp"

#include <fmt/format.h>

#include <bview/core/error.hpp>

#include "app/session.hpp"

namespace bview {

Input open_file(const Options& options) {
  const Input* const opened = options.opened.get();
  if (opened == nullptr) return open_input(file_of(options));
  if (opened->stream) {  // a large file has one reader, and is opened again
    Input again = open_input(file_of(options));
    refuse_replaced(options, again.identity);
    return again;
  }
  Input input;
  input.buffer = opened->buffer;
  input.name = opened->name;
  input.readonly = opened->readonly;
  input.identity = opened->identity;
  return input;
}

void refuse_replaced(const Options& options, const std::optional<FileIdentity>& now) {
  if (!options.opened || !options.opened->identity || !now) return;
  if (is_same_file(*options.opened->identity, *now)) return;
  throw Error(Errc::File, fmt::format("{} was replaced while bview looked for its part; try again",
                                      options.opened->name));
}

}  // namespace bview
