// bview help - what there is, from the tables in the code.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/session.hpp"
#include "app/suggest.hpp"
#include "core/error.hpp"
#include "core/quote.hpp"
#include "core/scalar.hpp"
#include "core/sink.hpp"
#include "formats/output/forms.hpp"

namespace bview {
namespace {

/// A column of names and what they mean, aligned.
class Rows {
 public:
  void add(std::string name, std::string_view meaning) {
    rows_.emplace_back(std::move(name), meaning);
  }
  [[nodiscard]] std::string text() const {
    std::size_t width = 0;
    for (const auto& [name, meaning] : rows_) width = std::max(width, name.size());
    std::string text;
    for (const auto& [name, meaning] : rows_) {
      text += fmt::format("  {:<{}}  {}\n", name, width, meaning);
    }
    return text;
  }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

std::string options_text(unsigned groups) {
  Rows rows;
  for (const OptionSpec& spec : option_table()) {
    if ((spec.groups & (groups | kEveryCommand)) == 0) continue;
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

std::string examples_text(std::string_view examples) {
  std::string text = "\nexamples:\n";
  while (!examples.empty()) {
    const std::size_t end = examples.find('\n') + 1;
    text += "  ";
    text += examples.substr(0, end);
    examples.remove_prefix(end);
  }
  return text;
}

std::string command_text(const Command& command) {
  std::string text =
      fmt::format("bview {} - {}\n\nusage: bview {} {}{}\n", command.name, command.summary,
                  command.name, command.options != 0 ? "[OPTION]... " : "", command.operands);
  if (command.options != 0) text += options_text(command.options);
  if ((command.options & kOutputOptions) != 0) text += forms_text();
  if (!command.examples.empty()) text += examples_text(command.examples);
  return text;
}

std::string overview_text() {
  Rows rows;
  for (const Command& command : commands()) {
    rows.add(fmt::format("{} {}", command.name, command.operands), command.summary);
  }
  rows.add("--version", "show the version");
  return fmt::format(
      "bview - lay a view on the bytes of a file: print it, describe it, patch it\n\n"
      "usage: bview COMMAND [OPTION]... [OPERAND]...\n\ncommands:\n{}\n"
      "'bview help COMMAND' tells more, 'bview help formats' explains format strings.\n",
      rows.text());
}

/// "i l" after '@', "i" behind a prefix, or "[bf16]" for what struct has no letter for.
std::string spelled(const ScalarInfo& scalar, std::string_view letters) {
  if (scalar.native_letters.empty()) return fmt::format("[{}]", scalar.name);
  return fmt::format("{}", fmt::join(letters, " "));
}

std::string formats_text() {
  std::string text =
      "A format says what one item is: Python's struct strings, and PEP 3118 on top.\n\n"
      "byte order, in force for all that follows:\n"
      "  @  this machine's, sizes and alignment as in C (the default)\n"
      "  ^  the same without alignment\n"
      "  =  this machine's, standard sizes, no alignment\n"
      "  <  little-endian      >  !  big-endian\n\n"
      "types:\n";
  text += fmt::format("  {:<12}{:<14}{:>5}  {}\n", "after @ ^", "after = < > !", "bytes", "name");
  for (const ScalarInfo& scalar : kScalars) {
    text += fmt::format("  {:<12}{:<14}{:>5}  {}\n", spelled(scalar, scalar.native_letters),
                        spelled(scalar, scalar.standard_letters), scalar.size, scalar.name);
  }
  text +=
      "  x           x                 1  padding: no value\n"
      "  Zf Zd       Zf Zd                complex, as F D\n\n"
      "composition:\n"
      "  3i          three values; 4s: one text of 4 bytes, likewise p w u\n"
      "  i:name:     a value with a name\n"
      "  3i:xyz:     with a name, a count makes a sub-array\n"
      "  (2,3)h      a sub-array of that shape\n"
      "  T{...}      a record in the record; in native mode padded as C pads a struct\n";
  return text;
}

}  // namespace

int run_help(const Options& options) {
  FdSink sink(STDOUT_FILENO, "standard output");
  if (options.operands.size() > 1) {
    throw Error(Errc::BadUsage,
                fmt::format("one topic at a time: what is {} for?", quoted(options.operands[1])));
  }
  if (options.operands.empty()) {
    sink.write(overview_text());
    return kDone;
  }
  const std::string& topic = options.operands.front();
  if (topic == "formats") {
    sink.write(formats_text());
    return kDone;
  }
  if (const Command* command = find_command(topic)) {
    sink.write(command_text(*command));
    return kDone;
  }
  std::vector<std::string> topics = {"formats"};
  for (const Command& command : commands()) topics.emplace_back(command.name);
  throw Error(Errc::BadUsage,
              fmt::format("there is no help for {}{}", quoted(topic), did_you_mean(topic, topics)));
}

}  // namespace bview
