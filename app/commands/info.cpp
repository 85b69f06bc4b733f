// SPDX-License-Identifier: MIT
// bview info - the view itself, and the record it is made of.

#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/output/describe.hpp>
#include <bview/formats/questions/choose.hpp>

#include "app/checksum_report.hpp"
#include "app/chosen_dump.hpp"
#include "app/commands.hpp"
#include "app/formula_options.hpp"
#include "app/opened_file.hpp"
#include "app/patching.hpp"
#include "app/record_source.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {

namespace {

/// Of records that are found block by block.
std::int64_t count_chosen(RecordSource& source, const View& view, const ViewRequest& request) {
  const Choice choice{*request.where, {view, request.layout, source.records().get()}};
  std::int64_t chosen = 0;
  for (std::int64_t n = 0; n < view.size() && source.reach(view.offset_of(n));) {
    const std::int64_t count = count_in_memory(view, n, *source.records());
    chosen += count_chosen(choice, n, count);
    n += count;
  }
  return chosen;
}

/// Of records that vary in size all are counted.
Description describe_records(Input input, const ViewRequest& request, const Options& options) {
  if (input.stream) input = read_whole(std::move(input), std::nullopt);
  RecordSource source(input, request);
  const View view = rearranged(view_of_records(source.count_all()), options);
  if (source.error()) throw Error(*source.error());
  return {{view, request.layout, source.records()},
          input.name,
          input.buffer.size(),
          input.readonly,
          source.start(),
          request.where ? std::optional(count_chosen(source, view, request)) : std::nullopt};
}

Description describe_items(Input input, const ViewRequest& request, const Options& options) {
  const Keep keep = request.where ? Keep::Bytes : Keep::Nothing;
  const Session session = make_session(std::move(input), request, options, keep);
  Description description{session.selection, session.input.name, session.input.buffer.size(),
                          session.input.readonly};
  if (request.where) {
    MemoryKeeper memory(session.input.buffer, session.selection.view);
    description.chosen = count_chosen(session.selection, *request.where, usable_cores(),
                                      [&](double done) { memory.after_chunk(done); });
  }
  return description;
}

Description described(const Options& options) {
  std::optional<Numbered> asked;
  if (!has_formulas(options)) asked = Numbered{options, view_request(options)};
  Input input = open_file(options);
  if (!asked) asked = with_numbers(options, input);
  if (!asked->request.layout.is_fixed()) {
    return describe_records(std::move(input), asked->request, asked->options);
  }
  return describe_items(std::move(input), asked->request, asked->options);
}

}  // namespace

int run_info(const Options& options) {
  if (!options.check.empty()) return report_checksums(options);
  const bool json = choose(options.to.value_or("table"), "--to", {"table", "json"}) == 1;
  const bool color = wants_color(options);
  refuse_more_operands(options, 1);
  const Description description = described(options);
  mention_interrupted_patch(options);
  FdSink sink(STDOUT_FILENO, "standard output");
  sink.write(json ? describe_json(description) : describe_text(description, color));
  return kDone;
}

}  // namespace bview
