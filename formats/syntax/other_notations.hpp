// SPDX-License-Identifier: MIT
// formats/syntax/other_notations.hpp - formats as C, numpy and lists of fields write them.
//
// Who types one of these knows exactly what is meant, and so does bview: the answer is the
// same record in its own words. Nothing here makes a layout; texts become texts.

#pragma once

#include <string>
#include <string_view>

namespace bview {

/// "'unsigned int' is 'uint'": what to say where `text` begins with a type that C writes in
/// several words, or with a word in front of the type; empty where it does not. Letter by
/// letter, and word by word, such a text would be something else.
[[nodiscard]] std::string why_no_c_words(std::string_view text);

/// What to say of a format that is, as a whole, a declaration of C, a dtype of numpy or a list
/// of fields without its commas; empty for others. Ask where it is no format, or hardly meant as
/// one.
[[nodiscard]] std::string why_other_notation(std::string_view format);

}  // namespace bview
