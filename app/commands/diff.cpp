// SPDX-License-Identifier: MIT
// bview diff - what differs between two files.

#include "app/diff.hpp"

#include <fmt/format.h>

#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>

#include "app/commands.hpp"
#include "app/diff_bytes.hpp"
#include "app/diff_items.hpp"
#include "app/diff_walk.hpp"
#include "app/form_options.hpp"
#include "app/session.hpp"

namespace bview {
namespace {

void refuse_operands(const Options& options) {
  const std::vector<std::string>& files = options.operands;
  if (files.size() < 2) throw Error(Errc::BadUsage, "diff needs two files, A and B");
  if (files.size() > 2) {
    throw Error(Errc::BadUsage,
                fmt::format("diff takes two files: what is {} for?", bview::quoted(files[2])));
  }
  if (files[0] == kStandardInput && files[1] == kStandardInput) {
    throw Error(Errc::BadUsage, "standard input can be one of the files, not both");
  }
}

/// What is about values, where only bytes are compared, and the other way round.
void refuse_options(const Options& options, bool bytes) {
  const auto refuse = [](bool given, const char* why) {
    if (given) throw Error(Errc::BadUsage, why);
  };
  if (!bytes) {
    return refuse(options.align,
                  "--align is for plain bytes; --key matches records that stand elsewhere");
  }
  refuse(!options.key.empty(), "--key is a field of a record, and there is no --format");
  refuse(!options.ignore.empty(), "--ignore is a field of a record, and there is no --format");
  refuse(options.rtol || options.atol, "--rtol and --atol are about numbers; give their --format");
}

/// A part says in each file for itself as what it is shown.
void refuse_other_format(const Options& a, const Options& b, const Options& options) {
  if (!options.part || a.format == b.format) return;
  const auto shown = [](const Options& side) { return bview::quoted(side.format.value_or("B")); };
  throw Error(Errc::BadUsage,
              fmt::format("part {} is {} in A and {} in B; -f says as what both are compared",
                          bview::quoted(*options.part), shown(a), shown(b)));
}

}  // namespace

int run_diff(const Options& options) {
  refuse_operands(options);
  const DiffRequest request = diff_request(options);
  refuse_useless_diff(options, request.form == nullptr ? "patch" : request.form->name);
  DiffSide a = open_side(options, options.operands[0]);
  Options quietly = options;
  quietly.quiet = true;  // of the format all is said
  DiffSide b = open_side(quietly, options.operands[1]);
  refuse_other_format(a.options, b.options, options);
  if (!a.request.layout.is_fixed()) {
    refuse_options(options, false);
    return diff_records(a, b, request, options);
  }
  const Session one = make_session(std::move(a.input), a.request, a.options);
  const Session other = make_session(std::move(b.input), b.request, b.options);
  const bool bytes = selects_bytes(a.options, one.selection.view) &&
                     selects_bytes(b.options, other.selection.view);
  refuse_options(options, bytes);
  if (bytes) return diff_bytes(one, other, request, options);
  return request.keys.empty() ? diff_items(one, other, request, options)
                              : diff_by_key(one, other, request, options);
}

}  // namespace bview
