// SPDX-License-Identifier: MIT
// app/options.hpp - what was typed, as strings. What it means is app/session.hpp's.

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bview {

struct Input;
class Source;
struct WalkReach;

/// Every option of every command; a command declares those it takes.
struct Options {
  std::vector<std::string> operands;  ///< FILE, VALUE...

  // Which part of a file that says what it holds.
  std::optional<std::string> part;
  std::optional<std::string> as;
  std::optional<std::string> source;    ///< the name of a catalogue whose text is asked for
  std::vector<std::string> catalogues;  ///< files that say what kinds of files hold
  bool long_list = false;
  std::shared_ptr<const WalkReach> reach;  ///< of the part that was chosen: where A may lead
  std::shared_ptr<const Input> opened;     ///< the file that it was found in

  // Which bytes, as what.
  std::optional<std::string> format;
  std::optional<std::string> shape;
  std::optional<std::string> offset;
  std::optional<std::string> length;
  std::optional<std::string> strides;
  std::optional<std::string> order;
  std::optional<std::string> itemsize;
  std::optional<std::string> step;
  std::optional<std::string> until;
  std::vector<std::string> index;    ///< each on what the one before left
  std::optional<std::string> shard;  ///< of what they leave
  std::vector<std::string> where;    ///< conditions, all of which have to hold
  std::vector<std::string> set;      ///< fields, and what they shall be
  bool plain_values = false;         ///< to which readings do not count
  std::vector<std::string> read;     ///< records whose fields formulas may name
  std::vector<std::string> types;    ///< paths of files that name types
  std::optional<std::string> cflags;
  std::optional<std::string> axes;
  std::optional<std::string> fields;
  bool works_out_columns = false;  ///< the command shows "name = expression" among the fields
  bool transpose = false;
  bool rest = false;

  // How they are shown.
  std::optional<std::string> to;
  std::optional<std::string> base;
  std::optional<std::string> precision;
  std::optional<std::string> nan;
  std::optional<std::string> bigint;
  std::optional<std::string> bytes_as;
  std::optional<std::string> color;
  std::optional<std::string> compression;
  std::optional<std::string> threads;
  std::optional<std::string> pad;
  std::optional<std::string> delimiter;
  std::optional<std::string> decimal;
  std::optional<std::string> null;
  bool crlf = false;
  bool bom = false;
  bool header = false;
  bool filename = false;
  bool verbose = false;
  bool wide = false;
  bool follow = false;
  bool only_new = false;
  bool no_progress = false;
  bool force = false;
  std::optional<std::string> head;  ///< the first items of those that are left
  std::optional<std::string> tail;  ///< the last
  std::optional<std::string> style;
  std::optional<std::string> group;
  std::optional<std::string> cols;
  bool vertical = false;
  bool no_pager = false;
  bool border = false;
  bool bits = false;
  bool values_beside = false;
  std::optional<std::string> range;  ///< of the values of a picture
  std::optional<std::string> colormap;
  std::optional<std::string> size;
  std::optional<std::string> protocol;  ///< of the terminal
  bool histogram = false;

  // What stat sums up.
  std::optional<std::string> by;
  std::optional<std::string> hash;
  bool bytes = false;

  // What is found.
  std::optional<std::string> max_count;
  std::optional<std::string> context;
  bool ignore_case = false;
  bool items = false;
  bool overlap = false;
  bool count = false;

  // How two files are compared.
  std::optional<std::string> rtol;
  std::optional<std::string> atol;
  std::vector<std::string> ignore;
  std::vector<std::string> key;
  bool align = false;

  // Where values come from.
  std::optional<std::string> from;
  std::shared_ptr<Source> values;  ///< of --from, where it was looked what they are

  // Several patches as one.
  std::vector<std::string> edit;
  std::vector<std::string> script;  ///< paths
  std::vector<std::string> fix;     ///< checksums that are worked out anew
  std::vector<std::string> check;   ///< or looked at

  // How a patch is written and taken back.
  std::vector<std::string> expect;
  std::optional<std::string> undo_log;
  std::optional<std::string> keep;
  bool dry_run = false;
  bool no_undo = false;
  bool any_file = false;
  bool all = false;
  bool list = false;
  bool no_wait = false;
  bool no_sync = false;
  bool quiet = false;

  bool help = false;

  std::string command_line;  ///< all of it, as a shell would take it again
};

/// Options that commands declare together.
enum OptionGroup : unsigned {
  kViewOptions = 1U << 0U,
  kOutputOptions = 1U << 1U,
  kFormatOption = 1U << 2U,
  kInfoOutput = 1U << 3U,
  kInputOptions = 1U << 4U,
  kPatchOptions = 1U << 5U,
  kUndoOptions = 1U << 6U,
  kEveryCommand = 1U << 7U,
  kBytesOutput = 1U << 8U,
  kStatOptions = 1U << 9U,
  kDiffOptions = 1U << 10U,
  kFindOptions = 1U << 11U,
  kTypesOptions = 1U << 12U,
  kPartOptions = 1U << 13U,
  kListOptions = 1U << 14U,
  kSourceOption = 1U << 15U,
  kExploreOptions = 1U << 16U,
};

/// Where what is typed for an option goes: a value, one of several, or a flag.
using OptionTarget = std::variant<std::optional<std::string> Options::*,
                                  std::vector<std::string> Options::*, bool Options::*>;

/// One line of THE TABLE of options.
struct OptionSpec {
  unsigned groups;      ///< of OptionGroup
  const char* names;    ///< "-f,--format"
  const char* metavar;  ///< what stands behind it; empty for a flag
  OptionTarget target;
  const char* summary;  ///< for help
};

[[nodiscard]] std::span<const OptionSpec> option_table();

/// Reads the arguments behind the name of a command that takes the options of `groups`.
/// \throws Error{Errc::BadUsage} for unknown options and missing values.
[[nodiscard]] Options parse_options(std::span<const char* const> arguments, unsigned groups);

}  // namespace bview
