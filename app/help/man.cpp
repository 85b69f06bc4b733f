// SPDX-License-Identifier: MIT
// bview help man - bview.1, in the language of man(7), from the tables and texts of the help.

#include <fmt/format.h>

#include <algorithm>

#include <bview/version.hpp>

#include "app/help/command_help.hpp"
#include "app/help/plain_text.hpp"
#include "app/help/topics.hpp"

namespace bview {
namespace {

constexpr std::string_view kDate = "2026-11-28";  // of the texts; man pages carry one

constexpr Meaning kManFiles[] = {
    {"FILE.bview-undo",
     "the undo log of the last patch of FILE, which 'bview undo FILE' reads; --undo-log PATH puts "
     "it elsewhere, --no-undo does without"},
};

constexpr std::string_view kDescription =
    "bview lays a view on the bytes of a file - an item format, a shape, a stride per axis - and\n"
    "prints, describes or patches what the view selects, as Python's memoryview and numpy do.\n"
    "Nothing is copied or loaded: a column of a terabyte costs what the column costs. Formats are\n"
    "those of Python's struct and of PEP 3118.\n\n"
    "FILE is a path; -, or nothing when standard input is no terminal, is standard input. Options\n"
    "may stand before and behind operands; -- ends them.\n";

std::string_view escape_of(char c) {
  struct Escape {
    char c;
    std::string_view roff;
  };
  constexpr Escape kEscapes[] = {{'\\', "\\(rs"}, {'-', "\\-"},   {'\'', "\\(aq"}, {'`', "\\(ga"},
                                 {'^', "\\(ha"},  {'~', "\\(ti"}, {'"', "\\(dq"}};
  const auto* found = std::find_if(std::begin(kEscapes), std::end(kEscapes),
                                   [c](const Escape& escape) { return escape.c == c; });
  return found == std::end(kEscapes) ? std::string_view{} : found->roff;
}

/// The text as it stands, for anywhere in a line.
std::string roff(std::string_view text) {
  std::string result;
  for (const char& c : text) {
    const std::string_view escape = escape_of(c);
    result += escape.empty() ? std::string_view(&c, 1) : escape;
  }
  return result;
}

/// A line of text: one that a dot begins would be a request.
std::string roff_line(std::string_view line) {
  return (line.starts_with('.') ? "\\&" : "") + roff(line) + "\n";
}

/// Text that is filled, in lines of moderate length.
std::string prose(std::string_view text) {
  constexpr std::size_t kWidth = 70;
  std::string lines;
  while (text.size() > kWidth && text.rfind(' ', kWidth) != std::string_view::npos) {
    const std::size_t end = text.rfind(' ', kWidth);
    lines += roff_line(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines + roff_line(text);
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

/// Prose is filled, what is indented stands as it is, an empty line parts paragraphs.
class Body {
 public:
  explicit Body(std::string_view text) {
    for (const std::string& line : split(text, '\n')) add(line);
    show(false);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add(std::string_view line) {
    if (line.empty()) {
      show(false);
      parted_ = true;
      return;
    }
    if (parted_) text_ += ".PP\n";
    parted_ = false;
    const bool shown = line.starts_with("  ");
    show(shown);
    text_ += shown ? roff_line(line.substr(2)) : prose(line);
  }
  void show(bool shown) {
    if (shown != shown_) text_ += shown ? ".RS 4\n.nf\n" : ".fi\n.RE\n";
    shown_ = shown;
  }

  std::string text_;
  bool shown_ = false;   ///< inside of lines that stand as they are
  bool parted_ = false;  ///< an empty line was the last one
};

std::string section(std::string_view name, std::string_view text) {
  return fmt::format(".SH {}\n{}", name, Body(text).text());
}

std::string terms(std::string_view heading, std::span<const Meaning> meanings) {
  std::string text = fmt::format(".SH {}\n", heading);
  for (const auto& [name, meaning] : meanings) {
    text += ".TP\n" + bold(name) + "\n" + prose(meaning);
  }
  return text;
}

/// "\fB\-t\fR, \fB\-\-to\fR \fIFORM\fR" and what it is for.
std::string option_text(const OptionSpec& spec) {
  std::string names;
  for (const std::string& name : split(spec.names, ',')) {
    names += (names.empty() ? "" : ", ") + bold(name);
  }
  if (*spec.metavar != '\0') names += " " + italic(spec.metavar);
  return ".TP\n" + names + "\n" + prose(spec.summary);
}

std::string options_of(const Command& command) {
  std::string text;
  for (const OptionSpec& spec : option_table()) {
    if (command.options != 0 && takes(command.options, spec)) text += option_text(spec);
  }
  return text;
}

std::string command_section(const Command& command) {
  std::string text = fmt::format(".SS \"{}\"\n{}", roff(usage_of(command)), prose(command.summary));
  text += options_of(command);
  if (!command.examples.empty()) {
    text += ".PP\nExamples:\n" + Body(indented(command.examples)).text();
  }
  return text;
}

std::string commands_section() {
  std::string text = ".SH COMMANDS\n";
  for (const Command& command : commands()) text += command_section(command);
  return text;
}

std::string topic_sections() {
  std::string text;
  for (const HelpTopic& topic : help_topics()) {
    if (!topic.section.empty()) text += section(topic.section, topic.text());
  }
  return text;
}

/// The pages of the commands, and of those who do a part of what bview does.
std::string see_also() {
  std::string text = ".SH SEE ALSO\n";
  for (const Command& command : commands()) {
    text += fmt::format(".BR bview\\-{} (1),\n", command.name);
  }
  return text + ".BR od (1),\n.BR xxd (1),\n.BR hexdump (1)\n";
}

std::string title(std::string_view name) {
  return fmt::format(".TH {} 1 {} \"bview " BVIEW_VERSION "\" \"User Commands\"\n", name, kDate);
}

std::string capital(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return name;
}

}  // namespace

std::string command_man_page(const Command& command) {
  const std::string name = fmt::format("bview-{}", command.name);
  std::string text = title(roff(capital(name)));
  text += ".SH NAME\n" + prose(fmt::format("{} - {}", name, command.summary));
  text += ".SH SYNOPSIS\n" + prose(usage_of(command));
  const std::string options = options_of(command);
  if (!options.empty()) text += ".SH OPTIONS\n" + options;
  if (!command.examples.empty()) text += section("EXAMPLES", indented(command.examples));
  return text + terms("EXIT STATUS", exit_codes()) + ".SH SEE ALSO\n.BR bview (1)\n";
}

std::string man_page() {
  return title("BVIEW") +
         ".SH NAME\nbview \\- lay a view on the bytes of a file: print it, describe it, patch it\n"
         ".SH SYNOPSIS\n" +
         bold("bview") + " " + italic("COMMAND") + " [" + italic("OPTION") + "]... [" +
         italic("OPERAND") + "]...\n" + section("DESCRIPTION", kDescription) + commands_section() +
         topic_sections() + terms("EXIT STATUS", exit_codes()) +
         terms("ENVIRONMENT", environment_variables()) + terms("FILES", kManFiles) + see_also();
}

}  // namespace bview
