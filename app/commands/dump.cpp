// SPDX-License-Identifier: MIT
// bview dump - print what the view selects.

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/columns/compression.hpp>
#include <bview/formats/output/failed_check.hpp>
#include <bview/formats/output/forms.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/chosen_dump.hpp"
#include "app/commands.hpp"
#include "app/dialect_options.hpp"
#include "app/form_options.hpp"
#include "app/formula_options.hpp"
#include "app/hex_options.hpp"
#include "app/opened_file.hpp"
#include "app/pager.hpp"
#include "app/patching.hpp"
#include "app/picture_options.hpp"
#include "app/progress.hpp"
#include "app/record_dump.hpp"
#include "app/session.hpp"
#include "app/shard.hpp"
#include "app/streaming.hpp"
#include "app/terminal.hpp"
#include "app/threads.hpp"
#include "app/while_read.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

const OutputForm& output_form_of(const Options& options) {
  const bool ruled = options.style || options.vertical;
  const bool looked_at = ruled || (output_is_terminal() && !options.follow);
  const std::string by_default = asks_for_hex(options) || !(options.format || ruled) ? "hex"
                                 : looked_at                                         ? "table"
                                                                                     : "tsv";
  const std::string name = options.to.value_or(by_default);
  if (const OutputForm* form = find_output_form(name)) return *form;
  refuse_type_as_form(name);
  refuse_name(name, "output form", names_of(output_forms()));
}

std::optional<int> precision_of(const Options& options) {
  constexpr std::int64_t kMost = 1000;
  if (!options.precision) return std::nullopt;
  const std::int64_t digits = parsed("--precision", *options.precision, parse_int);
  if (digits < 0 || digits > kMost) {
    throw Error(Errc::BadUsage, fmt::format("--precision takes 0 to {}, not {}", kMost, digits));
  }
  return static_cast<int>(digits);
}

const Compression* compression_of(const Options& options) {
  if (!options.compression) return nullptr;
  const auto rows = compressions();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Compression& row) {
    return row.name == *options.compression;
  });
  if (found != rows.end()) return &*found;
  refuse_name(*options.compression, "compression", names_of(rows));
}

OutputOptions output_options(const Options& options, std::string_view form) {
  OutputOptions output;
  output.base = base_of(options);
  output.precision = precision_of(options);
  output.nan_as_string = choose(options.nan.value_or("null"), "--nan", {"null", "string"}) == 1;
  output.bigint_as_string =
      choose(options.bigint.value_or("number"), "--bigint", {"number", "string"}) == 1;
  output.bytes_as = bytes_as(options);
  output.compression = compression_of(options);
  const auto shard = shard_of(options);
  const bool begins = !shard || shard->is_first();
  output.header = options.header && begins;
  if (has_dialect(options)) {
    RowDialect dialect = dialect_of(options, form);
    dialect.bom = dialect.bom && begins;
    output.dialect = std::make_shared<const RowDialect>(std::move(dialect));
  }
  output.picture = picture_options(options, form);
  output.verbose = options.verbose;
  output.color = wants_color(options);
  if (form == "hex") output.hex_look = hex_look_of(options, output.color);
  output.width = options.wide ? std::nullopt : terminal_width();
  output.table_style = static_cast<TableStyle>(
      choose(options.style.value_or("plain"), "--style", {"plain", "box", "markdown"}));
  output.vertical = options.vertical;
  output.footer = output_is_terminal() && !options.quiet && !options.follow;
  output.at_points = output_is_terminal() || options.style;
  const bool stream = options.operands.empty() || options.operands.front() == kStandardInput;
  // The last part of the path; not "stdin", which is a macro of C.
  output.name = stream ? "data" : options.operands.front();
  output.name.erase(0, output.name.rfind('/') + 1);
  return output;
}

/// The path to follow; empty where --follow is not given, and for what streams without it.
std::string file_to_follow(const std::string& file, const Options& options) {
  if (!options.follow || file != kStandardInput) return options.follow ? file : "";
  struct stat status {};
  const bool is_file = ::fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode);
  if (is_file && ::lseek(STDIN_FILENO, 0, SEEK_CUR) != 0) {
    throw Error(Errc::BadUsage,
                "--follow begins at the start of a file, and somebody has read "
                "from standard input already; give the file's name");
  }
  return is_file ? "/dev/stdin" : "";
}

/// -s, -j and -n are other tools' words for where to begin and how much to show.
void mention_offset(const Options& options, const StreamOutput& output) {
  if (output.form.name != "hex" || options.format || options.offset || options.quiet) return;
  const auto mention = [](char option, const std::string& value, const char* what) {
    tell(fmt::format("bview: -{} {} is {}; -o is the offset, where bytes begin", option, value,
                     what));
  };
  if (options.shape && options.length) mention('s', *options.shape, "the shape");
  const bool as_bytes = options.threads && (options.length || output.threads > kMostUnasked);
  if (as_bytes) mention('j', *options.threads, "the number of threads");
}

/// Prints what arrives as it does; false where the view needs all of it.
bool dump_arriving(Input& input, const ViewRequest& request, const Options& options,
                   const StreamOutput& output) {
  if (!input.stream || !can_stream(request, output.form, options)) return false;
  // What is wrong with the view of a file is said at once; what needs little of it takes that.
  if (is_large_file(input) && leaves_room(laid(input, request, options).reach().size)) return false;
  mention_padding(request, options);
  if (request.window.pad && !is_large_file(input)) {
    input.stream = std::make_unique<PaddedSource>(std::move(input.stream), request);
  }
  dump_stream(*input.stream, input.name, request, options, output);
  return true;
}

void dump_whole(const Session& session, const ViewRequest& request, const Options& options,
                const StreamOutput& output, Progress& progress) {
  MemoryKeeper memory(session.input.buffer, session.selection.view);
  const auto on_part = [&](double done) {
    memory.after_chunk(done);
    progress.show_part(done);
  };
  if (request.where) return dump_chosen(session.selection, request, options, output, on_part);
  with_places([&] { return session.selection.view; },
              [&] {
                const auto renderer = renderer_of(session.selection, request, output);
                if (const std::string note = renderer->note(); !note.empty() && !options.quiet) {
                  tell("bview: note: " + note);
                }
                write_all(*renderer, output.sink, output.threads, on_part);
              });
}

/// Of plain bytes those that are there are shown before the error for those that are not.
std::optional<Error> cut_plain_bytes(const Input& input, ViewRequest& request,
                                     const Options& options, const OutputForm& form) {
  if (form.name != "hex" || options.format || options.shape || input.stream) return std::nullopt;
  return cut_to_end(request.window, input.buffer.size(), input.name);
}

void dump_input(Input input, ViewRequest request, const Options& options,
                const StreamOutput& output, Progress& progress) {
  mention_interrupted_patch(options);
  mention_offset(options, output);
  if (input.stream) input.stream = std::make_unique<WhileRead>(std::move(input.stream));
  if (!request.layout.is_fixed()) {
    return dump_records(std::move(input), request, options, output, progress);
  }
  if (dump_arriving(input, request, options, output)) return;
  const std::optional<Error> error = cut_plain_bytes(input, request, options, output.form);
  dump_whole(make_session(std::move(input), request, options), request, options, output, progress);
  if (error) throw Error(*error);
}

/// What --follow opens again, it must find as it was.
void refuse_followed_stream(const Input& input) {
  if (!input.stream || is_large_file(input)) return;
  throw Error(Errc::BadUsage,
              fmt::format("--follow takes formulas about files; what they read of {} would be gone",
                          input.name));
}

/// Whether there may be more of it than a terminal holds, and it is there at once.
bool may_be_paged(const Options& options, const OutputForm& form, const std::string& file) {
  if (options.no_pager || options.follow) return false;
  return form.name == "table" || (form.name == "hex" && file != kStandardInput && is_file(file));
}

/// Dumps what `opened` is already, or else the file, into `sink`.
int dump(const Options& options, const ViewRequest& request, std::optional<Input> opened,
         const OutputForm& form, Sink& sink) {
  std::atomic<bool> cut = false;
  OutputOptions shown = output_options(options, form.name);
  shown.cut = &cut;
  Progress progress(options);
  const StreamOutput output{form, shown, sink, threads_of(options),
                            [&](std::int64_t bytes) { progress.show_bytes(bytes); }};
  refuse_more_operands(options, 1);
  const std::string file = file_of(options);
  if (options.only_new && !options.follow) {
    throw Error(Errc::BadUsage, "--new is for --follow: it shows what is added from now on");
  }
  const std::string followed = file_to_follow(file, options);
  if (options.only_new && followed.empty()) {
    throw Error(Errc::BadUsage,
                "--new is for files: of what arrives by a pipe nobody knows what was there before");
  }
  if (!followed.empty()) {
    if (opened) refuse_followed_stream(*opened);
    mention_padding(request, options);
    const auto follow = request.layout.is_fixed() ? follow_items : follow_records;
    follow(followed, request, options, output);
  } else {
    Input input = opened ? std::move(*opened) : open_file(options);
    dump_input(std::move(input), request, options, output, progress);
  }
  return kDone;
}

int dump(const Options& options, const ViewRequest& request, std::optional<Input> opened) {
  const OutputForm& form = output_form_of(options);
  refuse_useless_output(options, form.name);
  if (form.is(kIsBytes)) refuse_bytes_on_terminal(options);
  const std::string file = options.operands.empty() ? kStandardInput : options.operands.front();
  return with_pager(may_be_paged(options, form, file), [&](Sink& sink) {
    return dump(options, request, std::move(opened), form, sink);
  });
}

int dump_view(const Options& options) {
  if (!has_formulas(options)) return dump(options, view_request(options), std::nullopt);
  refuse_more_operands(options, 1);
  Input input = open_file(options);
  if (input.stream) input.stream = std::make_unique<WhileRead>(std::move(input.stream));
  const Numbered numbered = with_numbers(options, input);
  return dump(numbered.options, numbered.request, std::move(input));
}

}  // namespace

int run_dump(const Options& options) { return dump_view(with_ends(options)); }

}  // namespace bview
