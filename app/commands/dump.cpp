// bview dump - print what the view selects.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/commands.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/streaming.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"
#include "core/error.hpp"
#include "core/mapping.hpp"
#include "core/parallel.hpp"
#include "core/quote.hpp"
#include "formats/output/forms.hpp"
#include "formats/syntax/numbers.hpp"

namespace bview {
namespace {

const OutputForm& form_of(const Options& options) {
  const std::string by_default = !options.format                           ? "hex"
                                 : output_is_terminal() && !options.follow ? "table"
                                                                           : "tsv";
  const std::string name = options.to.value_or(by_default);
  if (const OutputForm* form = find_output_form(name)) return *form;
  refuse_name(name, "output form", names_of(output_forms()));
}

int base_of(const Options& options) {
  constexpr int kBases[] = {2, 8, 10, 16};
  return kBases[choose(options.base.value_or("10"), "--base", {"2", "8", "10", "16"})];
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

int threads_of(const Options& options) {
  constexpr std::int64_t kMost = 256;
  constexpr int kMostUnasked = 32;  // each has text of its own in memory
  if (!options.threads) return std::min(usable_cores(), kMostUnasked);
  const std::int64_t threads = parsed("--threads", *options.threads, parse_int);
  if (threads < 1 || threads > kMost) {
    throw Error(Errc::BadUsage, fmt::format("--threads takes 1 to {}, not {}", kMost, threads));
  }
  return static_cast<int>(threads);
}

OutputOptions output_options(const Options& options) {
  OutputOptions output;
  output.base = base_of(options);
  output.precision = precision_of(options);
  output.nan_as_string = choose(options.nan.value_or("null"), "--nan", {"null", "string"}) == 1;
  output.bytes_as = bytes_as(options);
  output.header = options.header;
  output.verbose = options.verbose;
  output.color = wants_color(options);
  output.width = terminal_width();
  const bool stream = options.operands.empty() || options.operands.front() == kStandardInput;
  // The last part of the path; not "stdin", which is a macro of C.
  output.name = stream ? "data" : options.operands.front();
  output.name.erase(0, output.name.rfind('/') + 1);
  return output;
}

}  // namespace

int run_dump(const Options& options) {
  const OutputForm& form = form_of(options);
  const OutputOptions output = output_options(options);
  FdSink sink(STDOUT_FILENO, "standard output");
  Progress progress(options);
  const StreamOutput streamed{form, output, sink, threads_of(options),
                              [&](std::int64_t bytes) { progress.show_bytes(bytes); }};
  refuse_more_operands(options, 1);
  const ViewRequest request = view_request(options);
  const std::string file = file_of(options);
  if (options.follow && file != kStandardInput) {
    follow_file(file, request, options, streamed);
    return kDone;
  }
  Input input = open_input(file);
  mention_interrupted_patch(options);
  if (input.stream && !input.device && can_stream(request, form, options)) {
    dump_stream(*input.stream, input.name, request, options, streamed);
    return kDone;
  }
  const Session session = make_session(std::move(input), request, options);
  MemoryKeeper memory(session.input.buffer, session.selection.view);
  write_all(*form.make(session.selection, output), sink, streamed.threads, [&](double done) {
    memory.after_chunk(done);
    progress.show_part(done);
  });
  return kDone;
}

}  // namespace bview
