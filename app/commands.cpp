#include "app/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/suggest.hpp"
#include "core/error.hpp"
#include "core/quote.hpp"
#include "core/sink.hpp"

namespace bview {
namespace {

constexpr Command kCommands[] = {
    {"dump", "[FILE]", "print what the view selects", kViewOptions | kOutputOptions,
     "bview dump data.bin -f '<i' -s 3,4        a 3 x 4 array of 32-bit integers\n"
     "bview dump data.bin -f '<i' -s 3,4 -i :,1   its second column\n"
     "bview dump fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' -t ndjson\n"
     "bview dump /bin/ls                        any file, as hexdump -C shows it\n",
     run_dump},
    {"info", "[FILE]", "describe the view and the record", kViewOptions | kInfoOutput,
     "bview info data.bin -f 'T{<I:addr:H:len:2x}'   offsets, sizes and holes of a record\n"
     "bview info data.bin -f '<i' -t json | jq .shape\n",
     run_info},
    {"patch", "FILE VALUE... | FILE --from FORM PATH", "write values through the view, in place",
     kViewOptions | kInputOptions | kPatchOptions,
     "bview patch fw.bin -o 0x1c -f '>H' -s '' 8000 --dry-run\n"
     "bview patch fw.bin -o 0x1c -f '>H' -s '' 8000 --expect 8001\n"
     "bview patch data.bin -f '<f' -s -1,4 -i :,2 0.5      a whole column\n",
     run_patch},
    {"undo", "FILE", "take the last patch back, or an interrupted one", kUndoOptions,
     "bview undo fw.bin\n", run_undo},
    {"pack", "VALUE... | --from FORM PATH", "values in, bytes out: the inverse of dump",
     kFormatOption | kInputOptions,
     "bview pack -f '<iH' 1 2 > record.bin\n"
     "bview dump a -f '<iH' -t csv | bview pack -f '<iH' --from csv - > b\n",
     run_pack},
    {"completion", "bash|zsh|fish", "a script that completes commands, options and forms", 0,
     "source <(bview completion bash)\n", run_completion},
    {"help", "[COMMAND | formats]", "show help", 0, "", run_help},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto* found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                   [&](const Command& command) { return command.name == name; });
  return found == std::end(kCommands) ? nullptr : found;
}

int run(std::span<const char* const> arguments) {
  const std::string_view name = arguments.empty() ? "" : arguments.front();
  if (name == "--version") {
    FdSink(STDOUT_FILENO, "standard output").write("bview " BVIEW_VERSION "\n");
    return kDone;
  }
  if (name == "--help" || name == "-h") return run_help({});
  if (name.empty()) throw Error(Errc::BadUsage, "which command? 'bview help' lists them");
  const Command* command = find_command(name);
  if (command == nullptr && name.starts_with('-')) {
    throw Error(Errc::BadUsage,
                fmt::format("the command comes before {}: bview COMMAND [OPTION]... "
                            "[OPERAND]...",
                            quoted(name)));
  }
  if (command == nullptr) {
    std::vector<std::string> names;
    for (const Command& known : kCommands) names.emplace_back(known.name);
    throw Error(Errc::BadUsage,
                fmt::format("there is no command {}{}", quoted(name), did_you_mean(name, names)));
  }
  Options options = parse_options(arguments.subspan(1), command->options);
  if (!options.help) return command->run(options);
  options.operands = {std::string(name)};
  return run_help(options);
}

}  // namespace bview
