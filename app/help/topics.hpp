// SPDX-License-Identifier: MIT
// app/help/topics.hpp - THE TABLE of help topics.
//
// A new topic is one line of the table and a file in app/help/.
//
// Texts are plain: what stands at the margin is prose or a heading, what is indented is shown
// as it stands. The man page is made from the same texts (app/help/man.cpp).

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/help/plain_text.hpp"

namespace bview {

struct HelpTopic {
  std::string_view name;
  std::string_view summary;
  std::string_view section;  ///< its heading in the man page; empty: it is not in there
  bool listed;               ///< in the overview; the others are for programs
  std::string (*text)();
};

[[nodiscard]] std::span<const HelpTopic> help_topics();

/// The topic of that name, or null.
[[nodiscard]] const HelpTopic* find_topic(std::string_view name);

std::string formats_text();
std::string index_text();
std::string formulas_text();
std::string questions_text();
std::string parts_text();
std::string catalogues_text();
std::string checksums_text();
std::string readings_text();
std::string records_text();
std::string structs_text();
std::string patching_text();
std::string safety_text();
std::string comparing_text();
std::string finding_text();
std::string exploring_text();
std::string streams_text();
std::string values_text();
std::string engines_text();
std::string output_text();
std::string pictures_text();
std::string recipes_text();
std::string tutorial_text();
/// The topics, with what each is about.
std::string topics_text();
std::string man_page();

// What both `help output` and the man page say.
[[nodiscard]] std::span<const Meaning> exit_codes();
[[nodiscard]] std::span<const Meaning> environment_variables();

}  // namespace bview
