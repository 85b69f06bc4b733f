// SPDX-License-Identifier: MIT

#include "app/options.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/error.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

using testing::code_of;
using testing::message_of;

using Arguments = std::vector<const char*>;
using Texts = std::vector<std::string>;

constexpr unsigned kDump = kViewOptions | kOutputOptions;

Options parse(const Arguments& arguments, unsigned groups = kDump) {
  return parse_options(arguments, groups);
}

/// Everything that was understood: "-f=<i -v operands: a b".
std::string understood(const Arguments& arguments, unsigned groups = kDump) {
  const Options options = parse(arguments, groups);
  std::string text;
  const auto add = [&](const std::string& more) {
    if (!text.empty()) text += ' ';
    text += more;
  };
  for (const OptionSpec& spec : option_table()) {
    const std::string_view names = spec.names;
    const std::string name(names.substr(0, names.find(',')));
    if (const auto* value = std::get_if<std::optional<std::string> Options::*>(&spec.target)) {
      if (options.**value) add(fmt::format("{}={}", name, *(options.**value)));
    } else if (const auto* flag = std::get_if<bool Options::*>(&spec.target)) {
      if (options.**flag) add(name);
    } else {
      for (const std::string& each : options.*std::get<Texts Options::*>(spec.target)) {
        add(fmt::format("{}={}", name, each));
      }
    }
  }
  if (!options.operands.empty()) add("operands:");
  for (const std::string& operand : options.operands) add(operand);
  return text;
}

struct Row {
  Arguments arguments;
  std::string_view want;
};

TEST_CASE("options in their spellings") {
  const Row rows[] = {
      {{}, ""},
      {{"file"}, "operands: file"},
      {{"-"}, "operands: -"},
      {{""}, "operands: "},
      {{"-f", "<i"}, "-f=<i"},
      {{"-f<i"}, "-f=<i"},
      {{"--format", "<i"}, "-f=<i"},
      {{"--format=<i"}, "-f=<i"},
      {{"-f", "=i"}, "-f==i"},
      {{"--format==i"}, "-f==i"},
      {{"-f", "@ i  h"}, "-f=@ i  h"},
      {{"file", "-f", "i", "-v"}, "-f=i -v operands: file"},
      {{"-v", "file", "-f", "i"}, "-f=i -v operands: file"},
      {{"--transpose", "--verbose", "--header"}, "--transpose --header -v"},
      // an empty value
      {{"-s", ""}, "-s="},
      {{"--shape", ""}, "-s="},
      {{"--shape="}, "-s="},
      {{"--shape=", "file"}, "-s= operands: file"},
      {{"-s", "", "file"}, "-s= operands: file"},
      {{"-i", "", "-s", ""}, "-s= -i="},
      // flags and values in one word
      {{"-vj2"}, "-v -j=2"},
      {{"-vj", "2"}, "-v -j=2"},
      {{"-vfi"}, "-f=i -v"},
      {{"-vh"}, "-v -h"},
      // the last one counts
      {{"-f", "i", "-f", "h"}, "-f=h"},
      {{"--format=i", "-fh", "-v", "-v"}, "-f=h -v"},
      {{"-o", "1", "-o", "-2"}, "-o=-2"},
      // values that could be taken for something else
      {{"-f", "T{i:a:}"}, "-f=T{i:a:}"},
      {{"-i", "[1,2]"}, "-i=[1,2]"},
      {{"-i", "..., 2"}, "-i=..., 2"},
      {{"-f", "\"i\""}, "-f=\"i\""},
      {{"--fields", "'a','b'"}, "--fields='a','b'"},
      {{"-f", "%%"}, "-f=%%"},
      {{"-f", "-"}, "-f=-"},
      {{"-f", "a=b"}, "-f=a=b"},
      {{"-f", "\xff"}, "-f=\xff"},
      {{"-f", "{}"}, "-f={}"},
      {{"{}", "[a,b]", "a=b", "%%"}, "operands: {} [a,b] a=b %%"},
      {{"\x01x", "-f", "\x01y"}, "-f=\x01y operands: \x01x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.want);
    CHECK(understood(row.arguments) == row.want);
  }
}

TEST_CASE("a negative number is a value, wherever it stands") {
  const Row rows[] = {
      {{"-o", "-5"}, "-o=-5"},
      {{"-o-5"}, "-o=-5"},
      {{"--offset", "-5"}, "-o=-5"},
      {{"--offset=-5"}, "-o=-5"},
      {{"-o", "-0x10"}, "-o=-0x10"},
      {{"-o", "-1K"}, "-o=-1K"},
      {{"-s", "-1"}, "-s=-1"},
      {{"-s", "-1,3"}, "-s=-1,3"},
      {{"--strides", "-4,8"}, "--strides=-4,8"},
      {{"-i", "-1"}, "-i=-1"},
      {{"-i", "-1:,0"}, "-i=-1:,0"},
      {{"-i", "::-1"}, "-i=::-1"},
      {{"file", "-5"}, "operands: file -5"},
      {{"-5"}, "operands: -5"},
      {{"-1.5e3", "-.5", "-5."}, "operands: -1.5e3 -.5 -5."},
      {{"-inf", "-Infinity", "-nan", "-NAN"}, "operands: -inf -Infinity -nan -NAN"},
      {{"-0x1p-3"}, "operands: -0x1p-3"},
      {{"-1-2j", "-inf+nanj", "-nan-infj"}, "operands: -1-2j -inf+nanj -nan-infj"},
      {{"-f", "i", "-2", "-v", "-3"}, "-f=i -v operands: -2 -3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.want);
    CHECK(understood(row.arguments) == row.want);
  }
}

TEST_CASE("behind -- there are only operands") {
  const Row rows[] = {
      {{"--"}, ""},
      {{"--", "-f", "-x"}, "operands: -f -x"},
      {{"-v", "--", "-v"}, "-v operands: -v"},
      {{"a", "--", "--", "b"}, "operands: a -- b"},
      {{"--", "--format=i"}, "operands: --format=i"},
      {{"--", ""}, "operands: "},
      {{"--", "-"}, "operands: -"},
      {{"--", "--shape="}, "operands: --shape="},
      {{"--", "-5"}, "operands: -5"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.want);
    CHECK(understood(row.arguments) == row.want);
  }
}

TEST_CASE("an option that may be repeated keeps every value, one each time") {
  const Row rows[] = {
      {{"file", "--expect", "1", "2"}, "--expect=1 operands: file 2"},
      {{"--expect", "1", "--expect", "-2", "--expect=3"}, "--expect=1 --expect=-2 --expect=3"},
      {{"--expect", "", "--expect="}, "--expect= --expect="},
      {{"--expect", "[1,2]"}, "--expect=[1,2]"},
      {{"--expect", "-inf", "7"}, "--expect=-inf operands: 7"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.want);
    CHECK(understood(row.arguments, kViewOptions | kPatchOptions) == row.want);
  }
}

struct Refused {
  Arguments arguments;
  std::string_view message;
};

TEST_CASE("an unknown option is named, with the nearest one there is") {
  const Refused rows[] = {
      {{"--formt", "i"}, "there is no option '--formt'; did you mean '--format'?"},
      {{"--formt=i"}, "there is no option '--formt'; did you mean '--format'?"},
      {{"file", "--Shape"}, "there is no option '--Shape'; did you mean '--shape'?"},
      {{"--colour=always"}, "there is no option '--colour'; did you mean '--color'?"},
      {{"--somethingelse"}, "there is no option '--somethingelse'"},
      {{"--x\x1b[0m"}, "there is no option '--x\\x1b[0m'"},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.message);
    CHECK(code_of([&] { return parse(row.arguments); }) == Errc::BadUsage);
    CHECK(message_of([&] { return parse(row.arguments); }) == row.message);
  }
  for (const Arguments& arguments :
       {Arguments{"-x"}, {"-vx"}, {"---"}, {"--=3"}, {"-\xff"}, {"-e5"}}) {
    CAPTURE(arguments.front());
    CHECK(code_of([&] { return parse(arguments); }) == Errc::BadUsage);
    CHECK(message_of([&] { return parse(arguments); }).starts_with("there is no option '-"));
  }
}

TEST_CASE("an option of another command is unknown") {
  CHECK(code_of([] { return parse({"--from", "csv"}, kDump); }) == Errc::BadUsage);
  CHECK(code_of([] { return parse({"--dry-run"}, kDump); }) == Errc::BadUsage);
  CHECK(code_of([] { return parse({"-o", "1"}, kFormatOption); }) == Errc::BadUsage);
  CHECK(code_of([] { return parse({"-f", "i"}, 0); }) == Errc::BadUsage);
  CHECK(understood({"-h"}, 0) == "-h");
  CHECK(understood({"-f", "i", "--from", "csv"}, kFormatOption | kInputOptions) ==
        "-f=i --from=csv");
}

TEST_CASE("an option takes what stands behind it; the last one needs a value") {
  CHECK(understood({"-f", "--shape", "file"}) == "-f=--shape operands: file");
  CHECK(understood({"--fields", "-v"}) == "--fields=-v");
  const Refused rows[] = {
      {{"-f"}, "option '-f' needs a value; quote < and >, as in -f '>H'"},
      {{"--format"}, "option '--format' needs a value; quote < and >, as in -f '>H'"},
      {{"file", "-v", "--shape"}, "option '--shape' needs a value"},
      {{"-vf"}, "option '-vf' needs a value"},
      {{"-f", "i", "-f"}, "option '-f' needs a value; quote < and >, as in -f '>H'"},
  };
  for (const Refused& row : rows) {
    CAPTURE(row.message);
    CHECK(code_of([&] { return parse(row.arguments); }) == Errc::BadUsage);
    CHECK(message_of([&] { return parse(row.arguments); }) == row.message);
  }
}

TEST_CASE("a flag takes no value") {
  for (const Arguments& arguments :
       {Arguments{"--verbose=yes"}, {"--transpose=1,0"}, {"--header="}}) {
    CAPTURE(arguments.front());
    CHECK(code_of([&] { return parse(arguments); }) == Errc::BadUsage);
    CHECK(message_of([&] { return parse(arguments); }).ends_with(" takes no value"));
  }
}

TEST_CASE("the table: every option has its own names, a summary and groups that declare it") {
  std::set<std::string> names;
  for (const OptionSpec& spec : option_table()) {
    CAPTURE(spec.names);
    for (std::string_view rest = spec.names; !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find(','));
      CHECK(names.insert(std::string(name)).second);
      CHECK((name.starts_with("--") ? name.size() > 3 : name.size() == 2));
      rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    }
    CHECK(spec.groups != 0);
    CHECK_FALSE(std::string_view(spec.summary).empty());
    const bool flag = std::holds_alternative<bool Options::*>(spec.target);
    CHECK(std::string_view(spec.metavar).empty() == flag);
  }
}

}  // namespace
}  // namespace bview
