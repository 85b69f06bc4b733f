// SPDX-License-Identifier: MIT
// transaction FILE FORMAT INDEX FIELD VALUE: sets a field, all or nothing, and takes it back.
#include <cstdio>

#include <bview/bview.hpp>

int main(int argc, char** argv) try {
  if (argc != 6) throw bview::Error(bview::Errc::BadUsage, "give FILE FORMAT INDEX FIELD VALUE");
  const auto disk = bview::open_patch_disk({argv[1]});  // locked as long as it is open
  const bview::MemoryView bytes(bview::Buffer(disk->data(), nullptr));
  const bview::Layout layout = bview::parse_format(argv[2]);
  const bview::Layout field = bview::project(layout, {argv[4]});
  const bview::View record = bytes.cast(layout).select(bview::parse_index(argv[3])).view();
  const auto show = [&](const char* when) {
    const bview::MemoryView value(bview::Buffer(disk->data(), nullptr), field, record);
    std::printf("%s: %s\n", when, value.tolist().repr().c_str());
  };
  bview::Buffer item;
  const auto keep = [&](auto read) { item = bview::Buffer::own({read.begin(), read.end()}); };
  bview::StringSource typed(argv[5]);
  bview::find_input_form("csv")->read(typed, field, {}, keep);
  show("before");
  const bview::PatchPlan plan(record, field, item, bview::PatchBytes::Fields);
  bview::apply_edits(*disk, plan.edits());
  show("after");
  if (bview::undo_edits(*disk).outcome == bview::UndoOutcome::Restored) show("taken back");
} catch (const bview::Error& error) {
  std::fprintf(stderr, "transaction: %s\n", error.what());
  return 1;
}
