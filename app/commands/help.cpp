// SPDX-License-Identifier: MIT
// bview help - commands and topics, from the tables in the code.

#include <fmt/format.h>

#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>

#include "app/commands.hpp"
#include "app/help/command_help.hpp"
#include "app/help/topics.hpp"
#include "app/pager.hpp"
#include "app/suggest.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// A command may have a topic of its name: what it says of itself comes behind that.
std::string text_of(const std::string& name) {
  const HelpTopic* const topic = find_topic(name);
  const Command* const command = find_command(name);
  if (topic != nullptr && command != nullptr) return topic->text() + "\n" + command_text(*command);
  if (topic != nullptr) return topic->text();
  if (command != nullptr) return command_text(*command);
  const std::string hint = did_you_mean(name, help_operands());
  throw Error(Errc::BadUsage,
              fmt::format("there is no help for {}{}", quoted(name),
                          hint.empty() ? "; 'bview help' lists what there is" : hint));
}

std::string man_page_of(const std::string& name) {
  if (const Command* command = find_command(name)) return command_man_page(*command);
  throw Error(Errc::BadUsage, fmt::format("'bview help man' takes a command, and {} is none{}",
                                          quoted(name), did_you_mean(name, names_of(commands()))));
}

}  // namespace

std::vector<std::string> help_operands() {
  std::vector<std::string> names = names_of(help_topics());
  for (std::string& name : names_of(commands())) names.push_back(std::move(name));
  return names;
}

int run_help(const Options& options) {
  const std::vector<std::string>& asked = options.operands;
  const bool page = asked.size() == 2 && asked.front() == "man";  // of a command
  if (asked.size() > 1 && !page) {
    throw Error(Errc::BadUsage,
                fmt::format("one topic at a time: what is {} for?", quoted(asked[1])));
  }
  const std::string text = asked.empty() ? overview_text()
                           : page        ? man_page_of(asked.back())
                                         : text_of(asked.front());
  return with_pager(true, [&](Sink& sink) {
    sink.write(text);
    return kDone;
  });
}

}  // namespace bview
