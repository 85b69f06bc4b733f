// SPDX-License-Identifier: MIT

#include "app/help/command_help.hpp"

#include <fmt/format.h>

#include <bview/formats/output/forms.hpp>

#include "app/help/plain_text.hpp"
#include "app/help/topics.hpp"

namespace bview {
namespace {

std::string options_text(unsigned groups) {
  Rows rows;
  for (const OptionSpec& spec : option_table()) {
    if (!takes(groups, spec)) continue;
    std::string names = spec.names;
    const std::size_t comma = names.find(',');
    if (comma != std::string::npos) names.insert(comma + 1, " ");
    const std::string indent = names.starts_with("--") ? "    " : "";
    rows.add(fmt::format("{}{} {}", indent, names, spec.metavar), spec.summary);
  }
  return "\noptions:\n" + rows.text();
}

std::string forms_text() {
  Rows rows;
  for (const OutputForm& form : output_forms()) rows.add(std::string(form.name), form.summary);
  return "\noutput forms:\n" + rows.text();
}

std::string topics_text(bool listed_alone) {
  Rows rows;
  for (const HelpTopic& topic : help_topics()) {
    if (topic.listed || !listed_alone) rows.add(std::string(topic.name), topic.summary);
  }
  return "\ntopics:\n" + rows.text();
}

}  // namespace

bool takes(unsigned groups, const OptionSpec& option) {
  return (option.groups & (groups | kEveryCommand)) != 0;
}

std::string usage_of(const Command& command) {
  return fmt::format("bview {} {}{}", command.name, command.options != 0 ? "[OPTION]... " : "",
                     command.operands);
}

std::string command_text(const Command& command) {
  std::string text =
      fmt::format("bview {} - {}\n\nusage: {}\n", command.name, command.summary, usage_of(command));
  if (command.options != 0) text += options_text(command.options);
  if ((command.options & kOutputOptions) != 0) text += forms_text();
  if (command.run == run_help) text += topics_text(false);
  if (!command.examples.empty()) text += "\nexamples:\n" + indented(command.examples);
  return text;
}

std::string overview_text() {
  Rows rows;
  for (const Command& command : commands()) {
    rows.add(fmt::format("{} {}", command.name, command.operands), command.summary);
  }
  rows.add("--version", "show the version");
  return "bview - lay a view on the bytes of a file: print it, describe it, patch it\n\n"
         "usage: bview COMMAND [OPTION]... [OPERAND]...\n\ncommands:\n" +
         rows.text() + topics_text(true) +
         "\n'bview help COMMAND' and 'bview help TOPIC' tell more. A view is a format, as in "
         "Python's\nstruct, a shape and an index, as in numpy:\n"
         "  bview dump data.bin                             the bytes, as hexdump -C shows them\n"
         "  bview dump data.bin -f '<f' -s -1,4 -i :,1      column 1 of rows of 4 floats\n"
         "  bview dump data.bin -f '<I:id: d:x:' -t csv     records of mixed types\n";
}

}  // namespace bview
