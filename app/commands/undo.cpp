// SPDX-License-Identifier: MIT
// bview undo - take the last patch back, or an interrupted one.

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <bview/core/error.hpp>
#include <bview/core/journal.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/listing.hpp>
#include <bview/formats/text/time_text.hpp>

#include "app/commands.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

void report_differences(const UndoResult& result, const std::string& file, const PatchDisk& disk) {
  const char* const undone = result.patches > 0 ? "only the interrupted patch" : "nothing";
  tell(fmt::format("bview: {} was changed since the patch, so {} was undone:", file, undone));
  for (const Difference& difference : result.differences) {
    tell(fmt::format("  offset 0x{:08x}: the patch left {:02x}, now it is {:02x}",
                     difference.offset, difference.expected, difference.found));
  }
  const auto more = result.bytes - static_cast<std::int64_t>(result.differences.size());
  if (more > 0) tell(fmt::format("  and {} more byte{}", more, more == 1 ? "" : "s"));
  if (result.pending) {
    tell("bview: the patch was interrupted: where old bytes stand again, undo goes on");
  } else {
    tell(fmt::format("bview: to keep the file as it is, remove {}", disk.log_name()));
  }
}

int report(const UndoResult& result, const Options& options, const PatchDisk& disk) {
  const std::string file = bview::quoted(options.operands.front());
  if (result.outcome == UndoOutcome::Refused) {
    report_differences(result, file, disk);
    return kNo;
  }
  if (options.quiet) return kDone;
  if (result.outcome == UndoOutcome::NothingToUndo) {
    tell(fmt::format("bview: the interrupted patch had not changed {} yet", file));
    return kDone;
  }
  std::string text = fmt::format("restored {} of {}", count_text(result.bytes, "byte"), file);
  if (result.patches > 1) text += fmt::format(", of {} patches", result.patches);
  if (result.lost > 0) {
    text += fmt::format("; {} behind its end stay lost", count_text(result.lost, "byte"));
  }
  tell("bview: " + text);
  return kDone;
}

UndoResult take_back(PatchDisk& disk, const Options& options) {
  Progress progress(options, Printing::Nothing);
  return undo_edits(disk, {options.all, options.any_file},
                    [&](double done) { progress.show_part(done); });
}

// --- the list ------------------------------------------------------------------------------------

std::string user_name(std::uint32_t user) {
  const struct passwd* const known = ::getpwuid(user);
  return known != nullptr ? std::string(known->pw_name) : fmt::format("{}", user);
}

/// The newest first: that is the one that undo takes back next.
Listing listing_of(const std::vector<PatchRecord>& records) {
  Listing listing{{"number", "time", "user", "bytes", "edits", "command"}, {}};
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (record->number == 0) {  // of a log that tells no more than the bytes
      listing.rows.emplace_back(listing.names.size());
      continue;
    }
    listing.rows.push_back({static_cast<std::int64_t>(record->number), utc_text(record->time),
                            user_name(record->user), record->bytes, record->edits,
                            record->command});
  }
  return listing;
}

int list(const Options& options) {
  const std::vector<std::string> forms(std::begin(kListingForms), std::end(kListingForms));
  const std::string form = options.to.value_or(output_is_terminal() ? "table" : "tsv");
  static_cast<void>(choose(form, "--to", forms));
  const Listing listing = listing_of(list_patches(*open_for_patching(options, {0, 0})));
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  append_listing(listing, form, options.header, out);
  out.flush();
  return kDone;
}

}  // namespace

int run_undo(const Options& options) {
  if (options.operands.empty()) throw Error(Errc::BadUsage, "undo needs a file");
  refuse_more_operands(options, 1);
  if (options.list) return list(options);
  if (options.to || options.header) {
    throw Error(Errc::BadUsage,
                fmt::format("{} is about the list: add --list", options.to ? "--to" : "--header"));
  }
  const auto disk = open_for_patching(options, {0, 0});
  return report(take_back(*disk, options), options, *disk);
}

}  // namespace bview
