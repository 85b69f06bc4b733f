// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include <bview/core/quote.hpp>
#include <bview/formats/output/table_footer.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {
namespace {

/// "1 record", "12 values", "3 x 4 values".
std::string counted(const View& view, const Layout& layout) {
  const char* const what = layout.is_bare() ? "value" : "record";
  if (view.ndim() < 2) return count_text(view.size(), what);
  std::vector<std::int64_t> extents;
  for (const Axis& axis : view.axes()) extents.push_back(axis.extent);
  return fmt::format("{} {}s", fmt::join(extents, " x "), what);
}

}  // namespace

void write_footer(const View& view, const Layout& layout, const OutputOptions& options,
                  TextBuffer& out) {
  if (!options.footer) return;
  const bool cut = options.cut != nullptr && *options.cut;
  std::string text = view.ndim() == 0 ? "" : counted(view, layout);
  if (cut) text += text.empty() ? "" : "; ";
  if (cut) text += "texts are cut where lines end, --wide shows them whole";
  if (text.empty()) return;
  Painter line(out, options.color);
  line.write("(" + text + ")", Paint::Faint);
  line.end_line();
}

}  // namespace bview
