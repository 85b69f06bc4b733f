// bview patch - write values through the view, in place.

#include "core/patch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "app/commands.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "core/checked.hpp"
#include "core/error.hpp"
#include "core/quote.hpp"
#include "core/spool.hpp"
#include "formats/input/pack_values.hpp"
#include "formats/text/leaf_text.hpp"

namespace bview {
namespace {

// --- the new values ------------------------------------------------------------------------------

std::string count_text(std::int64_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// How many values so many items have; as many as can be counted, where there are more.
std::int64_t values_of(std::int64_t items, const Layout& layout) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  return checked_mul(items, leaf_count(layout)).value_or(kMost);
}

/// Refuses a number of values that does not fit; `got` is what a message calls it.
[[noreturn]] void refuse_count(const Selection& selection, const std::string& got,
                               const char* option) {
  const std::int64_t selected = selection.view.size();
  const std::int64_t leaves = leaf_count(selection.layout);
  const std::string needed =
      selected == 1 ? count_text(leaves, "value")
                    : fmt::format("{} (all get the same) or {}", count_text(leaves, "value"),
                                  values_of(selected, selection.layout));
  throw Error(Errc::BadUsage, fmt::format("{} takes {} for a selection of {}, got {}", option,
                                          needed, count_text(selected, "item"), got));
}

/// Refuses any number of items but one, which all get, and one for each.
void check_count(const Selection& selection, const Buffer& items, const char* option) {
  const std::int64_t itemsize = selection.layout.itemsize;
  const std::int64_t given = itemsize == 0 ? 1 : items.size() / itemsize;
  if (given == 1 || given == selection.view.size()) return;
  refuse_count(selection, fmt::format("{}", values_of(given, selection.layout)), option);
}

Buffer items_from_arguments(const std::vector<std::string>& values, const Selection& selection,
                            const Options& options, const char* option) {
  Buffer items = Buffer::own(pack_values(values, selection.layout, bytes_as(options)));
  check_count(selection, items, option);
  return items;
}

Buffer items_from_source(const Options& options, const std::string& path,
                         const Selection& selection) {
  const InputForm& form = input_form(options);
  WatchedSource source(open_source(path), options, printing_while_reading(path));
  Spool spool;
  const std::int64_t most = std::max(selection.view.nbytes(), selection.layout.itemsize);
  form.read(source, selection.layout, {bytes_as(options), options.header},
            [&](std::span<const std::byte> item) {
              // There may be no end of them.
              if (spool.size() >= most && most > 0) {
                refuse_count(selection, "more", "--from");
              }
              spool.add(item);
            });
  Buffer items = spool.finish();
  check_count(selection, items, "--from");
  return items;
}

/// What was given, parsed and counted: nothing of it depends on what the file holds.
struct NewValues {
  Buffer items;
  PatchBytes bytes;
  std::optional<Buffer> expected;
};

NewValues new_values(const Options& options, const Selection& selection) {
  const std::vector<std::string> values(options.operands.begin() + 1, options.operands.end());
  NewValues result;
  if (!options.expect.empty()) {
    result.expected = items_from_arguments(options.expect, selection, options, "--expect");
  }
  if (!options.from) {
    if (values.empty()) throw Error(Errc::BadUsage, "patch needs values behind the file");
    result.items = items_from_arguments(values, selection, options, "the patch");
    result.bytes = PatchBytes::Fields;
    return result;
  }
  if (values.size() != 1) {
    throw Error(Errc::BadUsage, "--from takes one path with the values (or -) behind the file");
  }
  result.items = items_from_source(options, values.front(), selection);
  result.bytes = *options.from == "raw" ? PatchBytes::All : PatchBytes::Values;
  return result;
}

// --- what is there, and what would change --------------------------------------------------------

/// "0x0000001c  [3]  len", without what does not apply.
std::string place(const Selection& selection, std::int64_t n, std::int64_t offset,
                  std::string_view name) {
  std::string text = fmt::format("0x{:08x}", selection.view.offset_of(n) + offset);
  if (selection.view.ndim() > 0) {
    text += fmt::format("  [{}]", fmt::join(selection.view.index_of(n), ","));
  }
  if (!name.empty()) text += fmt::format("  {}", name);
  return text;
}
std::string place(const Selection& selection, std::int64_t n, const Leaf& leaf) {
  return place(selection, n, leaf.offset, selection.layout.is_bare() ? "" : leaf.name);
}

CellStyle preview_style(const Options& options) {
  CellStyle style;
  style.notation = Notation::Table;
  style.bytes_as = bytes_as(options);
  return style;
}

/// Prints a line for every value that would change, and one for an item that only
/// changes between its values, as raw bytes may ask for.
void preview(const PatchPlan& plan, const Selection& selection, const Options& options) {
  FdSink sink(STDOUT_FILENO, "standard output");
  TextBuffer out(&sink);
  const CellStyle style = preview_style(options);
  Progress progress(options);
  const auto preview_item = [&](std::int64_t n) {
    bool any_value = false;
    for_each_leaf(selection.layout, [&](const Leaf& leaf) {
      const std::byte* before = plan.old_item(n) + leaf.offset;
      const std::byte* after = plan.new_item(n) + leaf.offset;
      if (plan.keeps(before, after, leaf.field)) return;
      any_value = true;
      out.append(fmt::format("{}  {} -> {}\n", place(selection, n, leaf),
                             leaf_text(leaf, plan.old_item(n), style),
                             leaf_text(leaf, plan.new_item(n), style)));
    });
    if (!any_value) out.append(place(selection, n, 0, "only padding changes") + '\n');
    return true;
  };
  plan.visit_changed_items(preview_item, [&](double done) { progress.show_part(done); });
  out.flush();
}

/// Where the selection does not hold the expected values, and what is there; "" if it does.
/// They are compared as dump shows them: a NaN is a NaN, but -0.0 is not 0.0.
std::string first_unexpected(const Buffer& values, const Selection& selection,
                             const Options& options) {
  const PatchPlan expected(selection.view, selection.layout, values, PatchBytes::Values);
  const CellStyle style = preview_style(options);
  Progress progress(options, Printing::Nothing);
  std::string first;
  const auto compare_item = [&](std::int64_t n) {
    for_each_leaf(selection.layout, [&](const Leaf& leaf) {
      const std::byte* found = expected.old_item(n);
      const std::byte* wanted = expected.new_item(n);
      if (!first.empty()) return;
      if (expected.keeps(found + leaf.offset, wanted + leaf.offset, leaf.field)) return;
      first = fmt::format("{}: expected {}, found {}", place(selection, n, leaf),
                          leaf_text(leaf, wanted, style), leaf_text(leaf, found, style));
    });
    return first.empty();
  };
  expected.visit_changed_items(compare_item, [&](double done) { progress.show_part(done); });
  return first;
}

/// Whether the selection holds what is expected; says so if not.
bool holds_expected(const NewValues& values, const Selection& selection, const Options& options) {
  if (!values.expected) return true;
  const std::string first = first_unexpected(*values.expected, selection, options);
  if (first.empty()) return true;
  tell(fmt::format("bview: {}; nothing was written", first));
  return false;
}

// --- writing -------------------------------------------------------------------------------------

void refuse_unless_file(const std::string& path) {
  if (path == kStandardInput) {
    throw Error(Errc::BadUsage, "standard input cannot be patched; give the path of a file");
  }
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;  // opening it will say why
  if (!S_ISREG(status.st_mode) && !S_ISBLK(status.st_mode)) {
    throw Error(Errc::File, fmt::format("{} is no regular file, so it cannot be patched in place",
                                        bview::quoted(path)));
  }
}

/// The lock is held, so a pending log is of a patch that was interrupted. It may lie in
/// either place, and nothing counts before it is dealt with: not even an expectation.
void refuse_interrupted(const Options& options) {
  for (const std::string& log :
       {default_log_path(options.operands.front()), undo_log_of(options)}) {
    if (!is_pending_log(log)) continue;
    throw Error(Errc::File, fmt::format("the undo log {} is of a patch that was interrupted: "
                                        "'bview undo' takes it back first",
                                        bview::quoted(log)));
  }
}

/// What a patch changes, counted on its way into the log.
struct Summary {
  std::int64_t values = 0;
  std::int64_t bytes = 0;
};

Summary write_plan(const PatchPlan& plan, PatchDisk& disk, const Options& options) {
  Progress progress(options, Printing::Nothing);
  const OnProgress shown = [&](double done) { progress.show_part(done); };
  Summary summary;
  const EditSource edits = plan.edits(stretch_of(shown, 0, 0.5));
  const EditSource counted = [&](const EditVisitor& visit) {
    edits([&](const Edit& edit) {
      ++summary.values;
      summary.bytes += static_cast<std::int64_t>(edit.old_bytes.size());
      visit(edit);
    });
  };
  const bool any = !plan.visit_changed_items([](std::int64_t) { return false; });
  if (any) apply_edits(disk, counted, !options.no_undo, stretch_of(shown, 0.5, 1));
  return summary;
}

void report(const Summary& summary, const Options& options) {
  if (options.quiet) return;
  const std::string file = bview::quoted(options.operands.front());
  if (summary.values == 0) {
    tell(fmt::format("bview: nothing to change in {}: it holds these values already", file));
    return;
  }
  tell(fmt::format("bview: changed {} ({}) in {}{}", count_text(summary.values, "value"),
                   count_text(summary.bytes, "byte"), file,
                   options.no_undo    ? ""
                   : options.undo_log ? "; 'bview undo' with this --undo-log takes it back"
                                      : "; 'bview undo' takes it back"));
}

int write_patch(const Options& options, const Session& session, const NewValues& values) {
  const View& seen = session.selection.view;
  const LockedFile file(options, seen.bytes().size);
  refuse_interrupted(options);
  const Selection selection{View(file.disk().data(), seen.itemsize(),
                                 {seen.axes().begin(), seen.axes().end()}, seen.offset()),
                            session.selection.layout};
  const PatchPlan plan(selection.view, selection.layout, values.items, values.bytes);
  if (!holds_expected(values, selection, options)) return kNo;
  report(write_plan(plan, file.disk(), options), options);
  return kDone;
}

}  // namespace

int run_patch(const Options& options) {
  if (options.operands.empty()) throw Error(Errc::BadUsage, "patch needs a file and values");
  refuse_unless_file(options.operands.front());
  const Session session = open_session(options);
  const Selection& selection = session.selection;
  const NewValues values = new_values(options, selection);
  if (!options.dry_run) return write_patch(options, session, values);
  mention_interrupted_patch(options);
  const PatchPlan plan(selection.view, selection.layout, values.items, values.bytes);
  if (!holds_expected(values, selection, options)) return kNo;
  preview(plan, selection, options);
  return kDone;
}

}  // namespace bview
