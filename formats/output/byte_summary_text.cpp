// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <bview/formats/output/byte_summary_text.hpp>
#include <bview/formats/output/summary_text.hpp>
#include <bview/formats/output/table_text.hpp>

namespace bview {
namespace {

std::int64_t distinct_in(const ByteCounts& counts) {
  return std::ssize(counts) - std::count(counts.begin(), counts.end(), 0);
}

std::int64_t size_of(const ByteSummary& bytes, std::size_t block) {
  const std::int64_t first = bytes.block_size() * static_cast<std::int64_t>(block);
  return std::min(bytes.block_size(), bytes.size() - first);
}

void append_facts(const ByteSummary& bytes, Painter& line) {
  const ByteCounts counts = bytes.counts();
  line.write(fmt::format("{} bytes, {} of 256 values, {:.3f} bits of entropy each", bytes.size(),
                         distinct_in(counts), entropy_of(counts)));
  line.end_line();
}

void append_blocks(const ByteReport& report, Painter& line) {
  constexpr std::int64_t kBar = 40;
  constexpr double kMostBits = 8;
  line.end_line();
  const std::vector<ByteCounts>& blocks = report.bytes->blocks();
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    const std::int64_t offset =
        report.start + report.bytes->block_size() * static_cast<std::int64_t>(k);
    const double bits = entropy_of(blocks[k]);
    line.cell(fmt::format("{:#010x}", offset), 10, Align::Right, Paint::Faint);
    line.space(2);
    line.cell(bar_text(bits / kMostBits, kBar), kBar, Align::Left, Paint::Float);
    line.space(2);
    line.write(fmt::format("{:.3f}", bits));
    line.end_line();
  }
}

/// How often each byte comes, 64 to a line, beside the most frequent one.
void append_counts(const ByteCounts& counts, Painter& line) {
  constexpr std::size_t kInLine = 64;
  const std::int64_t most = *std::max_element(counts.begin(), counts.end());
  line.end_line();
  for (std::size_t first = 0; first < counts.size(); first += kInLine) {
    const std::vector<std::int64_t> part(
        counts.begin() + static_cast<std::ptrdiff_t>(first),
        counts.begin() + static_cast<std::ptrdiff_t>(first + kInLine));
    line.write(fmt::format("{:02x}-{:02x}", first, first + kInLine - 1), Paint::Faint);
    line.space(2);
    line.write(sparkline(part, most));
    line.end_line();
  }
}

}  // namespace

void append_byte_json(const ByteReport& report, TextBuffer& out) {
  std::vector<std::string> parts;
  if (report.bytes != nullptr) {
    const ByteSummary& bytes = *report.bytes;
    const ByteCounts counts = bytes.counts();
    std::vector<std::string> blocks;
    for (std::size_t k = 0; k < bytes.blocks().size(); ++k) {
      blocks.push_back(fmt::format(R"({{"offset":{},"size":{},"entropy":{}}})",
                                   report.start + bytes.block_size() * static_cast<std::int64_t>(k),
                                   size_of(bytes, k), entropy_of(bytes.blocks()[k])));
    }
    parts.push_back(fmt::format(
        R"("bytes":{},"entropy":{},"distinct":{},"counts":[{}],"blocks":[{}])", bytes.size(),
        entropy_of(counts), distinct_in(counts), fmt::join(counts, ","), fmt::join(blocks, ",")));
  }
  std::vector<std::string> hashes;
  for (const auto& [name, text] : report.hashes) {
    hashes.push_back(fmt::format(R"("{}":"{}")", name, text));
  }
  if (!hashes.empty()) parts.push_back(fmt::format(R"("hashes":{{{}}})", fmt::join(hashes, ",")));
  out.append(fmt::format("{{{}}}\n", fmt::join(parts, ",")));
}

void append_byte_text(const ByteReport& report, bool color, TextBuffer& out) {
  Painter line(out, color);
  if (report.bytes != nullptr) {
    append_facts(*report.bytes, line);
    if (report.bytes->size() > 0) {
      append_blocks(report, line);
      append_counts(report.bytes->counts(), line);
    }
    if (!report.hashes.empty()) line.end_line();
  }
  std::int64_t width = 0;
  for (const auto& [name, text] : report.hashes) width = std::max(width, text_width(name));
  for (const auto& [name, text] : report.hashes) {
    line.cell(name, width, Align::Left, Paint::Strong);
    line.space(2);
    line.write(text);
    line.end_line();
  }
}

}  // namespace bview
