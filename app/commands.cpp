// SPDX-License-Identifier: MIT

#include "app/commands.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>
#include <bview/version.hpp>

#include "app/habits.hpp"
#include "app/help/where_to_read.hpp"
#include "app/part_options.hpp"
#include "app/several_files.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

constexpr Command kCommands[] = {
    {"dump", "[FILE...]", "print what the view selects",
     kViewOptions | kPartOptions | kOutputOptions | kBytesOutput,
     "bview dump /bin/ls                            # any file, as hexdump -C shows it\n"
     "bview dump data.bin -f '<i' -s 3,4            # a 3 x 4 array of 32-bit integers\n"
     "bview dump data.bin -f '<i' -s 3,4 -i :,1     # its second column\n"
     "bview dump fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' -t ndjson\n"
     "bview dump fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' --fields len -t csv --header\n"
     "bview dump data.bin -o -16 -f '>I' --base 16  # the last four, big-endian, as 0x...\n",
     run_dump},
    {"explore", "FILE", "look at a file on the whole screen: bytes beside items, search, edits",
     kViewOptions | kPartOptions | kExploreOptions,
     "bview explore fw.bin                          # ? lists the keys, q leaves\n"
     "bview explore fw.bin -o 0x400 -f '<I:addr: H:len: 2x'   # records beside their bytes\n"
     "bview explore model.safetensors -p wte        # a part; p shows all of them\n"
     "bview explore log.bin -f '<I|unix:time: H:len: 2x' --where 'len > 64'\n",
     run_explore},
    {"info", "[FILE]", "describe the view and the record",
     kViewOptions | kPartOptions | kInfoOutput,
     "bview info data.bin -f 'T{<I:addr:H:len:2x}'  # offsets, sizes and holes of a record\n"
     "bview info /dev/null -f 'bhiq'                # how C lays a struct out; any file will do\n"
     "bview info data.bin -f '<i' -s 3,4 --transpose -i ::-1\n"
     "bview info data.bin -f '<i' -t json | jq .shape\n"
     "bview info fw.bin --check 'u32le@(size-4) = crc32(:size-4)'\n",
     run_info},
    {"ls", "FILE [GLOB]", "list the parts of a file that says what it holds", kListOptions,
     "bview ls model.safetensors                    # tensors: name, type, shape, offset, size\n"
     "bview ls model.safetensors 'layers.*.weight' -l\n"
     "bview ls model.safetensors --where 'size > 1000000 and type == \"bf16\"'\n"
     "bview ls archive.zip -t ndjson | jq -r .name  # members\n"
     "bview dump model.safetensors -p wte -i 3      # row 3 of one of them\n"
     "bview patch a.npz -p bias -i 0 0.5            # in place, and undone as any patch\n",
     run_ls},
    {"stat", "[FILE...]", "sum up the values of each field, in groups if wanted, or the bytes",
     kViewOptions | kPartOptions | kStatOptions,
     "bview stat data.bin -f '<f'                   # count, range, mean, histogram\n"
     "bview stat log.bin -f '<I:time: H:len: 2x' --where 'len > 0' --by 'len // 100'\n"
     "bview stat data.bin -f '<d' -s -1,3 -t json   # a line for each column\n"
     "bview stat fw.bin --bytes                     # entropy, and how often each byte comes\n"
     "bview stat fw.bin --hash crc32,sha256         # checksums and hashes\n",
     run_stat},
    {"find", "FILE PATTERN...", "where bytes, texts, regular expressions and values stand",
     kViewOptions | kPartOptions | kFindOptions,
     "bview find fw.bin 'x\"7f 45 4c 46\"'             # bytes; ?? and 4_ are any\n"
     "bview find fw.bin '\"boot\"' 'utf16le\"boot\"'    # texts, in any charset\n"
     "bview find fw.bin '~\"v[0-9]+\\.[0-9]+\"' -C 1     # an expression (RE2), with lines around\n"
     "bview find fw.bin -f '<I' 0x8000 0x8040        # numbers, at every byte\n"
     "bview find grid.bin -f '<f' --items 1.0..2.0 nan -t csv   # ranges, where items begin\n"
     "bview find fw.bin -c '\"boot\"' --ignore-case  # how often\n"
     "bview find '*.bin' '\"boot\"' --filename       # in several files\n",
     run_find},
    {"patch", "FILE VALUE... | FILE --from FORM PATH", "write values through the view, in place",
     kViewOptions | kPartOptions | kInputOptions | kPatchOptions,
     "bview patch fw.bin -o 0x1c -f '>H' 8000 --dry-run            # old -> new; writes nothing\n"
     "bview patch fw.bin -o 0x1c -f '>H' 8000 --expect 8001        # only if 8001 is there now\n"
     "bview patch fw.bin -o 0x10 0xde 0xad 0xbe 0xef               # as many bytes as values\n"
     "bview patch fw.bin -o 0x500 --from raw in.bin                # a file pasted into another\n"
     "bview patch fw.bin --from ihex new.hex                       # bytes to their addresses\n"
     "bview patch data.bin -f '<f' -s -1,4 -i :,2 0.5              # a whole column\n"
     "bview patch fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x' -i 3 --fields len 48\n"
     "bview patch fw.bin -o 0x40 -f 8s 'v2\\x00\\xff'                # text, and bytes as \\xnn\n"
     "bview dump data.bin -f '<i' -i :4 -t csv | bview patch data.bin -f '<i' -i -4: --from csv -\n"
     "bview patch points.bin -f '<I:id: d:x: d:y: 8s:label:' --fields y -i : 0   # in every "
     "record\n"
     "bview patch fw.bin -o 0 -s 4 0 --undo-log fw.undo            # all four bytes 0\n"
     "bview patch points.bin -f '<I:id: d:x: d:y: 8s:label:' --where 'id > 7' --set 'x = x * "
     "0.5'\n"
     "bview patch fw.bin --edit '-o 0x1c -f >H 8000' --edit '-o 0x40 -f 8s v2'   # both or none\n"
     "bview patch fw.bin -o 8 7 --fix 'u32le@(size-4) = crc32(:size-4)'\n"
     "bview patch fw.bin --script edits.txt --dry-run              # a line each\n",
     run_patch},
    {"undo", "FILE", "take the last patch back, or an interrupted one", kUndoOptions,
     "bview undo data.bin\n"
     "bview undo data.bin --list             # the patches that can be taken back, the newest "
     "first\n"
     "bview undo data.bin --all              # all of them, or none\n"
     "bview undo fw.bin --undo-log fw.undo   # as the patch was given it\n",
     run_undo},
    {"diff", "A B", "what differs between two files, by bytes, items or records",
     kViewOptions | kPartOptions | kDiffOptions,
     "bview diff old.bin new.bin                           # runs of bytes that differ, old -> "
     "new\n"
     "bview diff old.bin new.bin --align                   # and bytes inserted and deleted\n"
     "bview diff a.bin b.bin -f '<I:id: f:x: 8s:tag:'      # fields, each with its record\n"
     "bview diff a.bin b.bin -f '<I:id: f:x: 8s:tag:' --key id --rtol 1e-6 -t ndjson\n"
     "bview diff a.safetensors b.safetensors -p wte --rtol 1e-3   # a part of each\n"
     "bview diff old.bin new.bin -t patch | bview patch copy-of-old.bin --from patch -\n",
     run_diff},
    {"pack", "VALUE... | --from FORM PATH", "values in, bytes out: the inverse of dump",
     kFormatOption | kInputOptions | kBytesOutput,
     "bview pack 0xde 0xad > two-bytes.bin          # without a format values are bytes\n"
     "bview pack -f '<iH' 1 2 > record.bin\n"
     "bview pack -f '<I:addr: 3s:tag: x' 0x8000 abc 0x8040 de > two-records.bin\n"
     "seq 1000 | bview pack -f '<d' --from csv - > doubles.bin\n"
     "echo '{\"x\":1,\"y\":[2,3]}' | bview pack -f '>B:x: 2H:y:' --from ndjson - > big-endian.bin\n"
     "bview dump record.bin -f '<iH' -t csv | bview pack -f '<iH' --from csv - > copy.bin\n"
     "bview pack --from srec fw.s19 --pad 0xff > fw.bin   # what is between its bytes: 0xff\n",
     run_pack},
    {"types", "FILE [NAME | GLOB] | --source NAME",
     "list the types that a program or a C source names", kTypesOptions | kSourceOption,
     "bview types a.out                             # structs, unions, enums, typedefs\n"
     "bview types /usr/include/elf.h '*64_?hdr'     # those whose names match\n"
     "bview types /usr/include/elf.h Elf64_Ehdr     # the fields of one\n"
     "bview types proto.h 'struct msg' -t json --cflags '-I include -DV2'\n"
     "bview types --source wav                      # what bview knows of such files, as a "
     "catalogue\n",
     run_types},
    {"layout", "", "one item as Python, numpy and C say it, and where they disagree",
     kFormatOption | kTypesOptions,
     "bview layout -f 'b:kind: i:id: h:len:'        # offsets, holes, and what another order "
     "saves\n"
     "bview layout -f '<I:id: H:len: 2x' -t ndjson | jq -r .c    # as a struct of C\n"
     "bview layout --types proto.h -f 'struct msg'  # as the compiler lays it\n",
     run_layout},
    {"completion", "bash|zsh|fish", "a script that completes commands, options and forms", 0,
     "source <(bview completion bash)        # in ~/.bashrc; zsh: in ~/.zshrc, behind compinit\n"
     "bview completion fish | source         # in ~/.config/fish/config.fish\n",
     run_completion, completion_operands},
    {"help", "[COMMAND | TOPIC | man COMMAND]", "show help", 0,
     "bview help tutorial                    # from an unknown file to a patched one\n"
     "bview help topics                      # all that there is to read\n"
     "bview help man > bview.1               # to be read with man ./bview.1\n"
     "bview help man dump > bview-dump.1     # and of one command\n",
     run_help, help_operands},
};

/// The arguments as a shell would take them again.
std::string command_line(std::span<const char* const> arguments) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+,./:@%";
  std::string line = "bview";
  for (const std::string_view word : arguments) {
    const bool plain = !word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos;
    line += ' ';
    if (!plain) line += '\'';
    for (const char c : word) line += c == '\'' ? "'\\''" : std::string(1, c);
    if (!plain) line += '\'';
  }
  return line;
}

/// -f >H without quotes: the shell makes a file H, and -f takes the option behind it.
void refuse_option_as_format(const Options& options) {
  const std::string format = options.format.value_or("");
  if (format.size() < 2 || format[0] != '-' || (format[1] >= '0' && format[1] <= '9')) return;
  throw Error(Errc::BadUsage,
              fmt::format("{} is no format; quote < and >, as in -f '>H'", quoted(format)));
}

[[noreturn]] void refuse_command(std::string_view name) {
  const std::string here = command_here(name);
  if (here.empty()) refuse_name(name, "command", names_of(kCommands));
  throw Error(Errc::BadUsage, fmt::format("there is no command {}{}", quoted(name), here));
}

/// A word that is no command but a file to look at: one that is there, or what only paths have.
bool is_path(std::string_view word) {
  struct stat ignored {};
  return word == kStandardInput || word.find_first_of("/.") != std::string_view::npos ||
         ::stat(std::string(word).c_str(), &ignored) == 0;
}

/// What looks at a file when nobody said how: on a terminal `explore`, where it takes the options
/// that are given, else `dump`.
const Command& looking_command(std::span<const char* const> arguments) {
  const Command* const explore = output_is_terminal() ? find_command("explore") : nullptr;
  if (explore == nullptr) return *find_command("dump");
  try {
    static_cast<void>(parse_options(arguments, explore->options));
    return *explore;
  } catch (const Error&) {
    return *find_command("dump");  // which says what is wrong, if it is
  }
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

const Command* find_command(std::string_view name) {
  const auto* found = std::find_if(std::begin(kCommands), std::end(kCommands),
                                   [&](const Command& command) { return command.name == name; });
  return found == std::end(kCommands) ? nullptr : found;
}

namespace {

/// With the arguments behind its name, or all of them where none was given.
int run_command(const Command& command, std::span<const char* const> rest,
                std::span<const char* const> all) {
  Options options = parse_options(rest, command.options);
  options.command_line = command_line(all);
  if (options.help) {
    options.operands = {std::string(command.name)};
    return run_help(options);
  }
  refuse_option_as_format(options);
  const bool writes = (command.options & kPatchOptions) != 0;
  const bool one_file = (command.options & kDiffOptions) == 0;    // or each has its own part
  const bool chooses = (command.options & kExploreOptions) != 0;  // parts, as it goes
  const auto run_one = [&](const Options& one) {
    return command.run(one.part && one_file && !chooses ? with_part(one, writes) : one);
  };
  if ((command.options & (kOutputOptions | kStatOptions)) != 0) {
    return for_each_file(options, run_one);
  }
  const bool finds = (command.options & kFindOptions) != 0;
  return finds ? for_files_of_first(options, run_one) : run_one(options);
}

}  // namespace

int run(std::span<const char* const> arguments) {
  const std::string_view name = arguments.empty() ? "" : arguments.front();
  if (name == "--version" || name == "-V" || name == "version") {
    FdSink(STDOUT_FILENO, "standard output").write("bview " BVIEW_VERSION "\n");
    return kDone;
  }
  if (name == "--help" || name == "-h") return run_help({});
  if (name.empty()) throw Error(Errc::BadUsage, "which command? 'bview help' lists them");
  const Command* command = find_command(name);
  std::span<const char* const> rest = arguments.subspan(1);
  if (command == nullptr && is_path(name)) {
    rest = arguments;
    command = &looking_command(rest);
  }
  if (command == nullptr && name.starts_with('-')) {
    throw Error(Errc::BadUsage,
                fmt::format("the command comes before {}: bview COMMAND [OPTION]... "
                            "[OPERAND]...",
                            quoted(name)));
  }
  if (command == nullptr) refuse_command(name);
  try {
    return run_command(*command, rest, arguments);
  } catch (const Error& error) {
    const std::string what = error.what();
    throw Error(error.code(), what + where_to_read(what, *command), error.where());
  }
}

}  // namespace bview
