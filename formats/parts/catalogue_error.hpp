// SPDX-License-Identifier: MIT
// formats/parts/catalogue_error.hpp - what is wrong with a file, or with the catalogue that
// describes it.

#pragma once

#include <string>

#include <bview/core/error.hpp>
#include <bview/formats/parts/catalogue.hpp>

namespace bview {

/// Says once which file and which place of the catalogue it is about.
class CatalogueMismatch : public Error {
 public:
  using Error::Error;
};

[[noreturn]] void throw_located(const Error& error, const std::string& name,
                                const std::string& catalogue, const CatalogueText& place);

}  // namespace bview
