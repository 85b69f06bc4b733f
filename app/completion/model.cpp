// SPDX-License-Identifier: MIT

#include "app/completion/model.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <bview/formats/input/reader.hpp>
#include <bview/formats/output/differences.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/output/hits.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/parts/shipped_catalogues.hpp>

#include "app/help/command_help.hpp"
#include "app/help/plain_text.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// The forms that commands with options of the group can answer in; those of the last row are
/// usual.
struct FormsOfGroup {
  unsigned group;  ///< of OptionGroup
  std::vector<std::string> (*names)();
};
constexpr FormsOfGroup kFormsOfGroups[] = {
    {kOutputOptions, [] { return names_of(output_forms()); }},
    {kFindOptions, [] { return names_of(hit_forms()); }},
    {kDiffOptions,
     [] {
       std::vector<std::string> names = names_of(difference_forms());
       names.emplace_back("patch");
       return names;
     }},
    {kInfoOutput,
     [] {
       return std::vector<std::string>{"table", "json"};
     }},
    {kEveryCommand,
     [] { return std::vector<std::string>(std::begin(kListingForms), std::end(kListingForms)); }},
};

std::vector<std::string> forms_of(unsigned groups) {
  const auto* const row =
      std::find_if(std::begin(kFormsOfGroups), std::prev(std::end(kFormsOfGroups)),
                   [&](const FormsOfGroup& each) { return (groups & each.group) != 0; });
  return row->names();
}

/// The words that the value of an option can be; none: it is not one of a few.
std::vector<std::string> words_of(const OptionSpec& spec, unsigned groups) {
  const std::string_view names = spec.names;
  const std::string_view metavar = spec.metavar;
  if (names == "--from") return names_of(input_forms());
  if (names == "-t,--to") return forms_of(groups);
  if (names == "--source") return names_of(shipped_catalogue_texts());
  return metavar.find('|') == std::string_view::npos ? std::vector<std::string>{}
                                                     : split(metavar, '|');
}

OptionValue value_of(const OptionSpec& spec, const std::vector<std::string>& words) {
  const std::string_view metavar = spec.metavar;
  if (metavar.empty()) return OptionValue::None;
  if (!words.empty()) return OptionValue::Words;
  if (std::string_view(spec.names) == "-p,--part") return OptionValue::Part;
  return metavar == "PATH" ? OptionValue::File : OptionValue::Free;
}

}  // namespace

std::vector<Completion> completions_of(const Command& command) {
  std::vector<Completion> result;
  for (const OptionSpec& spec : option_table()) {
    if (!takes(command.options, spec)) continue;
    std::vector<std::string> words = words_of(spec, command.options);
    const OptionValue value = value_of(spec, words);
    const bool repeats = std::holds_alternative<std::vector<std::string> Options::*>(spec.target);
    result.push_back(
        {split(spec.names, ','), value, std::move(words), spec.metavar, repeats, spec.summary});
  }
  return result;
}

std::vector<std::string> options_with_values() {
  std::vector<std::string> names;
  for (const OptionSpec& spec : option_table()) {
    if (*spec.metavar == '\0') continue;
    for (std::string& name : split(spec.names, ',')) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());  // some stand in several rows
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

}  // namespace bview
