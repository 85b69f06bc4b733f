// SPDX-License-Identifier: MIT
// bview help - commands and topics, from the tables in the code.

#include <fmt/format.h>
#include <unistd.h>

#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>

#include "app/commands.hpp"
#include "app/help/command_help.hpp"
#include "app/help/topics.hpp"
#include "app/suggest.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

std::string text_of(const std::string& name) {
  if (const HelpTopic* topic = find_topic(name)) return topic->text();
  if (const Command* command = find_command(name)) return command_text(*command);
  const std::string hint = did_you_mean(name, help_operands());
  throw Error(Errc::BadUsage,
              fmt::format("there is no help for {}{}", quoted(name),
                          hint.empty() ? "; 'bview help' lists what there is" : hint));
}

}  // namespace

std::vector<std::string> help_operands() {
  std::vector<std::string> names = names_of(help_topics());
  for (std::string& name : names_of(commands())) names.push_back(std::move(name));
  return names;
}

int run_help(const Options& options) {
  if (options.operands.size() > 1) {
    throw Error(Errc::BadUsage,
                fmt::format("one topic at a time: what is {} for?", quoted(options.operands[1])));
  }
  FdSink sink(STDOUT_FILENO, "standard output");
  sink.write(options.operands.empty() ? overview_text() : text_of(options.operands.front()));
  return kDone;
}

}  // namespace bview
