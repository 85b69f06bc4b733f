// SPDX-License-Identifier: MIT

#include "app/diff_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include <bview/core/align.hpp>
#include <bview/core/compare.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/output/patch_lines.hpp>
#include <bview/formats/text/reading_bytes.hpp>

#include "app/progress.hpp"
#include "app/terminal.hpp"

namespace bview {
namespace {

/// What one file has of them.
struct Run {
  Bytes bytes;
  const std::byte* data;
  std::int64_t size;
  std::int64_t offset;  ///< in the file

  explicit Run(const View& view)
      : bytes(view.bytes()),
        data(view.size() == 0 ? nullptr : view.bytes().at(view.offset())),
        size(view.size()),
        offset(view.offset()) {}

  [[nodiscard]] std::span<const std::byte> part(const Extent& extent) const {
    return {data + extent.offset, static_cast<std::size_t>(extent.size)};
  }
};

/// Writes stretches that differ.
class ByteDifferences {
 public:
  ByteDifferences(const Run& a, const Run& b, const DiffRequest& request, TextBuffer& out)
      : a_(a), b_(b), request_(request), out_(out) {}

  void add(const Extent& a, const Extent& b) {
    if (request_.form == nullptr) {
      append_patch_lines(a_.offset + a.offset, a_.part(a), b_.part(b), out_);
    } else if (request_.form->longest == 0) {
      write(a, b);
    } else {
      write_pieces(a, b);
    }
  }

 private:
  /// In pieces of a bounded size, for programs.
  void write_pieces(Extent a, Extent b) {
    while (a.size > 0 || b.size > 0) {
      const Extent piece_a{a.offset, std::min(a.size, request_.form->longest)};
      const Extent piece_b{b.offset, std::min(b.size, request_.form->longest)};
      write(piece_a, piece_b);
      a = {a.offset + piece_a.size, a.size - piece_a.size};
      b = {b.offset + piece_b.size, b.size - piece_b.size};
    }
  }

  void write(const Extent& a, const Extent& b) {
    FileDifference difference;
    difference.kind = a.size == 0   ? DifferenceKind::Insert
                      : b.size == 0 ? DifferenceKind::Delete
                                    : DifferenceKind::Change;
    difference.offset_a = a_.offset + a.offset;
    difference.offset_b = b_.offset + b.offset;
    const std::string cell_a = cell(a_.part(a));
    const std::string cell_b = cell(b_.part(b));
    difference.a = cell_a;
    difference.b = cell_b;
    request_.form->write(difference, out_);
  }

  /// For people the beginning is enough of a long one.
  [[nodiscard]] std::string cell(std::span<const std::byte> bytes) const {
    constexpr std::size_t kShown = 16;
    if (bytes.empty()) return "";
    const bool cut = request_.form->longest == 0 && bytes.size() > kShown;
    const auto shown = cut ? bytes.first(kShown) : bytes;
    std::string text = hex_text({reinterpret_cast<const char*>(shown.data()), shown.size()});
    if (cut) text += fmt::format("… ({} bytes)", bytes.size());
    return request_.form->notation == Notation::Json ? '"' + text + '"' : text;
  }

  const Run& a_;
  const Run& b_;
  const DiffRequest& request_;
  TextBuffer& out_;
};

/// Byte by byte; what one has more of is inserted or deleted at the end.
void compare(const Run& a, const Run& b, int threads, const OnProgress& on_progress,
             ByteDifferences& differences) {
  const std::int64_t size = std::min(a.size, b.size);
  ByteComparison comparison({a.bytes, a.offset}, {b.bytes, b.offset}, size, threads, on_progress);
  while (const auto run = comparison.next()) differences.add(*run, *run);
  if (a.size == b.size) return;
  differences.add({size, a.size - size}, {size, b.size - size});
}

/// With bytes that were inserted and deleted.
void find_alignment(const Run& a, const Run& b, const OnProgress& on_progress, bool quiet,
                    ByteDifferences& differences) {
  const std::int64_t coarse = align(
      a.part({0, a.size}), b.part({0, b.size}),
      [&](const Hunk& hunk) { differences.add(hunk.a, hunk.b); }, {}, on_progress);
  if (coarse == 0 || quiet) return;
  tell(fmt::format("bview: note: {} differ{} too much to be aligned, and {} shown as a whole",
                   count_text(coarse, "stretch", "stretches"), coarse == 1 ? "s" : "",
                   coarse == 1 ? "is" : "are"));
}

/// Gives memory back behind what was compared byte by byte.
OnProgress giving_back(const Session& a, const Session& b, const OnProgress& on_progress) {
  const auto one = std::make_shared<MemoryKeeper>(a.input.buffer, a.selection.view);
  const auto other = std::make_shared<MemoryKeeper>(b.input.buffer, b.selection.view);
  return [one, other, on_progress](double done) {
    one->after_chunk(done);
    other->after_chunk(done);
    on_progress(done);
  };
}

}  // namespace

bool selects_bytes(const Options& options, const View& view) {
  return !options.format && view.ndim() == 1 && view.itemsize() == 1 && !view.list() &&
         (view.size() < 2 || view.axes().front().stride == 1);
}

int diff_bytes(const Session& one, const Session& other, const DiffRequest& request,
               const Options& options) {
  const Run a(one.selection.view);
  const Run b(other.selection.view);
  if (request.form == nullptr && request.align) {
    throw Error(Errc::BadUsage,
                "a patch inserts and deletes nothing; without --align it compares byte by byte");
  }
  if (request.form == nullptr && a.size != b.size) {
    refuse_patch_of_sizes(fmt::format("A has {}, and B {}", count_text(a.size, "byte"), b.size));
  }
  DiffOutput output(request, options, one.input.buffer.size(), other.input.buffer.size());
  TextBuffer out(&output.sink());
  ByteDifferences differences(a, b, request, out);
  Progress progress(options);
  const OnProgress shown = [&](double done) { progress.show_part(done); };
  request.align ? find_alignment(a, b, shown, options.quiet, differences)
                : compare(a, b, request.threads, giving_back(one, other, shown), differences);
  out.flush();
  return output.finish();
}

}  // namespace bview
