// SPDX-License-Identifier: MIT

#include "app/help/command_help.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

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

/// All of them, with what each is about.
std::string topic_rows() {
  Rows rows;
  for (const HelpTopic& topic : help_topics()) rows.add(std::string(topic.name), topic.summary);
  return rows.text();
}

std::string forms_text() {
  Rows rows;
  for (const OutputForm& form : output_forms()) rows.add(std::string(form.name), form.summary);
  return "\noutput forms:\n" + rows.text();
}

/// Names, as many to a line as an old terminal takes.
std::string filled(const std::vector<std::string>& names) {
  constexpr std::size_t kWidth = 78;
  std::string text;
  std::string line = " ";
  for (const std::string& name : names) {
    if (line.size() + 1 + name.size() > kWidth) text += std::exchange(line, " ") + "\n";
    line += " " + name;
  }
  return text + line + "\n";
}

}  // namespace

bool takes(unsigned groups, const OptionSpec& option) {
  return (option.groups & (groups | kEveryCommand)) != 0;
}

std::string usage_of(const Command& command) {
  return fmt::format("bview {}{}{}{}", command.name, command.options != 0 ? " [OPTION]..." : "",
                     command.operands.empty() ? "" : " ", command.operands);
}

std::string command_text(const Command& command) {
  std::string text =
      fmt::format("bview {} - {}\n\nusage: {}\n", command.name, command.summary, usage_of(command));
  if (command.options != 0) text += options_text(command.options);
  if ((command.options & kOutputOptions) != 0) text += forms_text();
  if (command.run == run_help) text += "\ntopics:\n" + topic_rows();
  if (!command.examples.empty()) text += "\nexamples:\n" + indented(command.examples);
  return text;
}

std::string topics_text() { return "topics:\n" + topic_rows(); }

// On one screen of 24 lines and 80 columns, with the line for what is typed next.
std::string overview_text() {
  Rows rows;
  for (const Command& command : commands()) rows.add(std::string(command.name), command.summary);
  std::vector<std::string> topics;
  for (const HelpTopic& topic : help_topics()) {
    if (topic.listed) topics.emplace_back(topic.name);
  }
  return "bview - look at files as bytes, numbers, texts and records, and change them\n"
         "usage: bview FILE, or bview COMMAND [OPTION]... [OPERAND]...\n"
         "commands:\n" +
         rows.text() + "topics:\n" + filled(topics) +
         "'bview help COMMAND' and 'bview help TOPIC' tell more; begin with the tutorial.\n";
}

}  // namespace bview
