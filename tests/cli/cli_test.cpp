// SPDX-License-Identifier: MIT
// The transcripts of tests/cli/*.txt: every command does what its transcript shows.
//
// BVIEW_REWRITE=1 in the environment rewrites the transcripts with what bview does now,
// to be reviewed as a diff; BVIEW_TRANSCRIPT=dump takes dump.txt alone. The notation is described
// in tests/cli/README.md.

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/cli/shell.hpp"
#include "tests/cli/transcript.hpp"
#include "tests/sanitized.hpp"

using namespace bview::testing;
using namespace std::chrono_literals;

namespace {

/// Why a transcript is left out here; empty: it is not.
std::string why_left_out(const std::string& name) {
  if (name == "limits" && kSanitized) {
    return "sanitizers take terabytes of addresses, which a limit on them refuses";
  }
  if (name == "hdf5" && ::access(BVIEW_EXE "-hdf5", X_OK) != 0) {
    return "bview-hdf5 is not built, for libhdf5-dev is missing";
  }
  return "";
}

std::vector<std::string> transcript_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(BVIEW_TEST_DATA "/cli")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// For what hangs: sanitizers on a busy machine are slow.
constexpr auto kMost = 60s;

/// Runs the cases in order, in one folder; they stand there afterwards with what they did.
Transcript replay(Transcript transcript, const std::string& file) {
  const Shell shell(BVIEW_EXE);
  for (Case& one : transcript.cases) {
    const auto outcome = shell.run(one.command, kMost);
    const std::string place = file + ":" + std::to_string(one.line) + ": $ " + one.command + "\n";
    if (!outcome) {
      FAIL_CHECK(place << "  ran longer than a minute, or printed more than 16 MiB");
      continue;
    }
    if (*outcome != one.outcome) {
      FAIL_CHECK(place << difference(print(one.outcome), print(*outcome)));
    }
    one.outcome = *outcome;
  }
  return transcript;
}

bool rewriting() {
  const char* const wanted = std::getenv("BVIEW_REWRITE");
  return wanted != nullptr && std::string(wanted) == "1";
}

/// BVIEW_TRANSCRIPT in the environment names one of them.
bool is_wanted(const std::string& file) {
  const char* const wanted = std::getenv("BVIEW_TRANSCRIPT");
  return wanted == nullptr || std::filesystem::path(file).stem() == wanted;
}

TEST_CASE("the commands do what the transcripts show") {
  const std::vector<std::string> files = transcript_files();
  REQUIRE_FALSE(files.empty());
  for (const std::string& file : files) {
    if (!is_wanted(file)) continue;
    const std::string left_out = why_left_out(std::filesystem::path(file).stem());
    if (!left_out.empty()) {
      MESSAGE(file << ": " << left_out);
      continue;
    }
    CAPTURE(file);
    const std::string text = content_of(file);
    const Transcript wanted = parse(text);
    CHECK_FALSE(wanted.cases.empty());
    CHECK_MESSAGE(print(wanted) == text, "not in canonical notation; BVIEW_REWRITE=1 mends it");
    const std::string done = print(replay(wanted, file));
    if (rewriting() && done != text) std::ofstream(file, std::ios::binary) << done;
  }
}

TEST_CASE("a transcript holds any output") {
  struct Row {
    const char* text;
    Outcome outcome;
  };
  const Row rows[] = {
      {"", {"", "", 0}},
      {"1\n2\n", {"1\n2\n", "", 0}},
      {"1\n%\n", {"1", "", 0}},
      {"|\n", {"\n", "", 0}},
      {"|\na\n|\n|\n", {"\na\n\n\n", "", 0}},
      {"|%\n", {"%\n", "", 0}},
      {"|%\n%\n", {"%", "", 0}},
      {"|$ ls\n|> a\n|! b\n|? 1\n|# c\n||d|\n e\n", {"$ ls\n> a\n! b\n? 1\n# c\n|d|\n e\n", "", 0}},
      {"! bad\n? 2\n", {"", "bad\n", 2}},
      {"!\n! # a\n!   b\n! c\n%\n", {"", "\n# a\n  b\nc", 0}},
      {"some\n%\n! bad\n? 141\n", {"some", "bad\n", 141}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(print(row.outcome) == row.text);
    const Transcript one = parse("$ command\n" + std::string(row.text));
    REQUIRE(one.cases.size() == 1);
    CHECK(one.cases[0].outcome == row.outcome);
  }
}

TEST_CASE("a transcript keeps comments, blank lines and commands of several lines") {
  const std::string text =
      "# about\n\n$ one\n$ two \\\n>   more\n> \nout\n\n# then\n$ three\n? 3\n\n# the end\n";
  const Transcript read = parse(text);
  REQUIRE(read.cases.size() == 3);
  CHECK(read.cases[0].before == "# about\n\n");
  CHECK(read.cases[1].command == "two \\\n  more\n");
  CHECK(read.cases[1].outcome == Outcome{"out\n", "", 0});
  CHECK(read.cases[2].line == 10);
  CHECK(read.cases[2].outcome.code == 3);
  CHECK(print(read) == text);
  CHECK(parse("# nothing here\n").cases.empty());
}

TEST_CASE("lines of a transcript that mean nothing are refused") {
  for (const char* text :
       {"out\n", "$ a\n\nout\n", "$ a\n# b\n! c\n", "$ a\n%\n", "$ a\n$b\n", "$ a\nb\n> c\n",
        "$ a\n?2\n", "$ a\n? x\n", "$ a\n!b\n", "$ a\nb\n%\n%\n"}) {
    CAPTURE(text);
    CHECK_THROWS(parse(text));
  }
}

TEST_CASE("a difference shows the lines that differ, and one around them") {
  CHECK(difference("a\nb\nc\nd\n", "a\nb\nx\nd\n") == "    b\n  - c\n  + x\n    d\n");
  CHECK(difference("a\n", "a\nb\n") == "    a\n  + b\n");
  CHECK(difference("a\na\n", "a\n") == "    a\n  - a\n");
}

TEST_CASE("the shell runs what is typed") {
  const Shell shell("/bin/true");
  CHECK(shell.run("echo out; echo err >&2; exit 3", 10s) == Outcome{"out\n", "err\n", 3});
  CHECK(shell.run("kill -PIPE $$", 10s) == Outcome{"", "", 141});
  CHECK(shell.run("cat; bview", 10s) == Outcome{"", "", 0});
  CHECK(shell.run("printf 'a\\000b' > file", 10s) == Outcome{"", "", 0});
  CHECK(shell.run("cat file; unhex 00 'ff 41'", 10s) == Outcome{{"a\0b\0\xff\x41", 6}, "", 0});
  CHECK(shell.run("echo \"$NO_COLOR$COLUMNS$LC_ALL\"", 10s) == Outcome{"C\n", "", 0});
}

TEST_CASE("the shell ends what does not end by itself") {
  const Shell shell("/bin/true");
  const auto start = std::chrono::steady_clock::now();
  CHECK(shell.run("sleep 100", 50ms) == std::nullopt);
  CHECK(shell.run("sleep 100 | cat", 50ms) == std::nullopt);
  CHECK(shell.run("yes", 10s) == std::nullopt);
  CHECK(shell.run("sleep 100 & echo left", 10s) == Outcome{"left\n", "", 0});
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

}  // namespace
