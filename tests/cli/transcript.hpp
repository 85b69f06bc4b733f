// SPDX-License-Identifier: MIT
// tests/cli/transcript.hpp - commands and what they print, as a terminal shows them.
//
// The notation is described in tests/cli/README.md. print() is the inverse of parse();
// a transcript that a person wrote is canonical when it comes back unchanged.

#pragma once

#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bview::testing {

/// What a command leaves behind.
struct Outcome {
  std::string out;
  std::string err;
  int code = 0;  ///< as the shell counts: 128 and the signal's number when killed

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Case {
  std::string before;  ///< comments and blank lines in front, as written
  std::size_t line;    ///< where the command stands, from 1
  std::string command;
  Outcome outcome;
};

struct Transcript {
  std::vector<Case> cases;
  std::string after;  ///< comments and blank lines behind the last case
};

namespace transcript {

/// Output lines that begin with one of these, and empty ones, get a '|' in front.
constexpr std::string_view kMarks = "#$>!?|%";

inline std::string literal(std::string_view line) {
  const bool needed = line.empty() || kMarks.find(line.front()) != std::string_view::npos;
  return (needed ? "|" : "") + std::string(line) + '\n';
}

inline std::string complaint(std::string_view line) {
  return (line.empty() ? "!" : "! ") + std::string(line) + '\n';
}

/// Every line of `text` through `show`, then a "%" if the last one does not end.
template <class Show>
std::string lines(std::string_view text, const Show& show) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    shown += show(text.substr(0, end));
    if (end == std::string_view::npos) return shown + "%\n";
    text.remove_prefix(end + 1);
  }
  return shown;
}

inline std::string command(std::string_view text) {
  std::string shown = "$ ";
  for (const char c : text) {
    shown += c;
    if (c == '\n') shown += "> ";
  }
  return shown + '\n';
}

/// Reads a transcript line by line into its cases.
class Parser {
 public:
  void take(std::string_view line) {
    ++number_;
    if (line.empty() || line.front() == '#') return take_comment(line);
    if (line.starts_with("$ ")) return begin_case(line.substr(2));
    if (!open_) fail("output without a command");
    if (line.starts_with("> ") && last_ == nullptr) {
      current().command += '\n' + std::string(line.substr(2));
    } else if (line.starts_with("? ")) {
      current().outcome.code = exit_code(line.substr(2));
    } else if (line == "%") {
      if (last_ == nullptr || !last_->ends_with('\n')) fail("'%' without a line in front");
      last_->pop_back();
    } else if (line == "!" || line.starts_with("! ")) {
      append(current().outcome.err, line.substr(line == "!" ? 1 : 2));
    } else if (line.front() == '|') {
      append(current().outcome.out, line.substr(1));
    } else if (kMarks.find(line.front()) != std::string_view::npos) {
      fail("a line that says nothing; output that looks like this begins with '|'");
    } else {
      append(current().outcome.out, line);
    }
  }

  Transcript finish() && {
    transcript_.after = std::move(before_);
    return std::move(transcript_);
  }

 private:
  void take_comment(std::string_view line) {
    before_ += std::string(line) + '\n';
    open_ = false;
  }
  void begin_case(std::string_view command) {
    transcript_.cases.push_back({std::move(before_), number_, std::string(command), {}});
    before_.clear();
    last_ = nullptr;
    open_ = true;
  }
  void append(std::string& text, std::string_view line) {
    text += std::string(line) + '\n';
    last_ = &text;
  }
  [[nodiscard]] int exit_code(std::string_view digits) const {
    int code = 0;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
    if (status != std::errc{} || end != digits.data() + digits.size()) fail("no exit code");
    return code;
  }
  Case& current() { return transcript_.cases.back(); }
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("line " + std::to_string(number_) + ": " + what);
  }

  Transcript transcript_;
  std::string before_;
  std::size_t number_ = 0;
  std::string* last_ = nullptr;  ///< what the last line of output went to; null before the first
  bool open_ = false;            ///< output belongs to the last case
};

}  // namespace transcript

inline std::string print(const Outcome& outcome) {
  std::string text = transcript::lines(outcome.out, transcript::literal) +
                     transcript::lines(outcome.err, transcript::complaint);
  if (outcome.code != 0) text += "? " + std::to_string(outcome.code) + '\n';
  return text;
}

inline std::string print(const Transcript& transcript) {
  std::string text;
  for (const Case& one : transcript.cases) {
    text += one.before + transcript::command(one.command) + print(one.outcome);
  }
  return text + transcript.after;
}

/// \throws std::runtime_error for lines that have no meaning where they stand.
inline Transcript parse(std::string_view text) {
  transcript::Parser parser;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    parser.take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::move(parser).finish();
}

/// Two texts line by line: what both begin and end with is cut to a line of context.
inline std::string difference(std::string_view want, std::string_view got) {
  const auto split = [](std::string_view text) {
    std::vector<std::string> lines;
    transcript::lines(text, [&](std::string_view line) { return lines.emplace_back(line); });
    return lines;
  };
  const std::vector<std::string> a = split(want);
  const std::vector<std::string> b = split(got);
  const std::size_t shorter = a.size() < b.size() ? a.size() : b.size();
  std::size_t front = 0;
  while (front < shorter && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;

  std::string text;
  if (front > 0) text += "    " + a[front - 1] + '\n';
  for (std::size_t k = front; k < a.size() - back; ++k) text += "  - " + a[k] + '\n';
  for (std::size_t k = front; k < b.size() - back; ++k) text += "  + " + b[k] + '\n';
  if (back > 0) text += "    " + a[a.size() - back] + '\n';
  return text;
}

}  // namespace bview::testing
