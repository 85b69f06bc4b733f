#include "app/commands.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/words.hpp"
#include "core/error.hpp"
#include "core/quote.hpp"
#include "core/sink.hpp"

namespace bview {
namespace {

constexpr Command kCommands[] = {
    {"dump", "[FILE]", "print what the view selects", kViewOptions | kOutputOptions,
     "bview dump /bin/ls                            # any file, as hexdump -C shows it\n"
     "bview dump data.bin -f '<i' -s 3,4            # a 3 x 4 array of 32-bit integers\n"
     "bview dump data.bin -f '<i' -s 3,4 -i :,1     # its second column\n"
     "bview dump fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' -t ndjson\n"
     "bview dump fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' --fields len -t csv --header\n"
     "bview dump data.bin -o -16 -f '>I' --base 16  # the last four, big-endian, as 0x...\n",
     run_dump},
    {"info", "[FILE]", "describe the view and the record", kViewOptions | kInfoOutput,
     "bview info data.bin -f 'T{<I:addr:H:len:2x}'  # offsets, sizes and holes of a record\n"
     "bview info /dev/null -f 'bhiq'                # how C lays a struct out; any file will do\n"
     "bview info data.bin -f '<i' -s 3,4 --transpose -i ::-1\n"
     "bview info data.bin -f '<i' -t json | jq .shape\n",
     run_info},
    {"patch", "FILE VALUE... | FILE --from FORM PATH", "write values through the view, in place",
     kViewOptions | kInputOptions | kPatchOptions,
     "bview patch fw.bin -o 0x1c -f '>H' -s '' 8000 --dry-run      # old -> new; writes nothing\n"
     "bview patch fw.bin -o 0x1c -f '>H' -s '' 8000 --expect 8001  # only if 8001 is there now\n"
     "bview patch data.bin -f '<f' -s -1,4 -i :,2 0.5              # a whole column\n"
     "bview patch fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' -i 3 --fields len 48\n"
     "bview patch fw.bin -o 0x40 -f 8s -s '' 'v2\\x00\\xff'          # text, and bytes as \\xnn\n"
     "bview dump data.bin -f '<i' -i :4 -t csv | bview patch data.bin -f '<i' -i -4: --from csv -\n"
     "bview patch fw.bin -o 0 -s 4 0 --undo-log fw.undo            # all four bytes 0\n",
     run_patch},
    {"undo", "FILE", "take the last patch back, or an interrupted one", kUndoOptions,
     "bview undo data.bin\n"
     "bview undo fw.bin --undo-log fw.undo   # as the patch was given it\n",
     run_undo},
    {"pack", "VALUE... | --from FORM PATH", "values in, bytes out: the inverse of dump",
     kFormatOption | kInputOptions,
     "bview pack -f '<iH' 1 2 > record.bin\n"
     "bview pack -f '<I:addr: 3s:tag: x' 0x8000 abc 0x8040 de > two-records.bin\n"
     "seq 1000 | bview pack -f '<d' --from csv - > doubles.bin\n"
     "echo '{\"x\":1,\"y\":[2,3]}' | bview pack -f '>B:x: 2H:y:' --from ndjson - > big-endian.bin\n"
     "bview dump record.bin -f '<iH' -t csv | bview pack -f '<iH' --from csv - > copy.bin\n",
     run_pack},
    {"completion", "bash|zsh|fish", "a script that completes commands, options and forms", 0,
     "source <(bview completion bash)        # in ~/.bashrc; zsh: in ~/.zshrc, behind compinit\n"
     "bview completion fish | source         # in ~/.config/fish/config.fish\n",
     run_completion, completion_operands},
    {"help", "[COMMAND | TOPIC]", "show help", 0,
     "bview help recipes\n"
     "bview help man > bview.1               # to be read with man ./bview.1\n",
     run_help, help_operands},
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
  if (command == nullptr) refuse_name(name, "command", names_of(kCommands));
  Options options = parse_options(arguments.subspan(1), command->options);
  if (!options.help) return command->run(options);
  options.operands = {std::string(name)};
  return run_help(options);
}

}  // namespace bview
