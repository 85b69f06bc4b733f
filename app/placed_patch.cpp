// SPDX-License-Identifier: MIT

#include "app/placed_patch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/hex_text.hpp>
#include <bview/formats/output/place_text.hpp>

#include "app/kept_edits.hpp"
#include "app/opened_file.hpp"
#include "app/patch_preview.hpp"
#include "app/patch_values.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"
#include "app/progress.hpp"

namespace bview {
namespace {

bool is_given(const Options& options, const OptionTarget& target) {
  if (const auto* flag = std::get_if<bool Options::*>(&target)) return options.**flag;
  if (const auto* list = std::get_if<std::vector<std::string> Options::*>(&target)) {
    return !(options.**list).empty();
  }
  return (options.*std::get<std::optional<std::string> Options::*>(target)).has_value();
}

bool says_which(const OptionSpec& spec) {
  constexpr std::string_view kOthers[] = {"--base", "--expect", "--where", "--plain-values",
                                          "--set"};
  // Edits of a script have them from the command line.
  constexpr std::string_view kOfAllEdits[] = {"--types", "--cflags"};
  const auto is_in = [&](const auto& names) {
    return std::find(std::begin(names), std::end(names), spec.names) != std::end(names);
  };
  return is_in(kOthers) || ((spec.groups & kViewOptions) != 0 && !is_in(kOfAllEdits));
}

/// Beside --fix a view says where the checksums are.
void refuse_view_beside_values(const Options& options) {
  if (!options.fix.empty()) return;
  refuse_view_beside(options,
                     fmt::format("--from {} says itself where its bytes belong", *options.from));
}

/// Bytes and where they go, those that follow one another in one piece.
class PlacedPieces {
 public:
  /// For a file of `size` bytes, which messages call `name`.
  PlacedPieces(std::int64_t size, std::string name) : size_(size), name_(std::move(name)) {}

  void add(const PlacedBytes& placed) {
    const std::int64_t size = std::ssize(placed.bytes) * placed.times;
    if (placed.offset > size_ - size) {
      throw Error(Errc::BadValue,
                  fmt::format("line {}: the bytes at 0x{:08x} are not inside {}, which has {}",
                              placed.line, placed.offset, name_, count_text(size_, "byte")));
    }
    for (std::int64_t k = 0; k < placed.times; ++k) {
      add(placed.offset + k * std::ssize(placed.bytes), placed.bytes);
    }
  }

  void finish() {
    end_piece();
    kept_.finish();
  }

  /// From the first byte to the last.
  [[nodiscard]] const Extent& reach() const { return reach_; }

  /// Hands on what differs from the file, and shows it.
  void plan(const Bytes& file, const Options& options, const PatchPlanning& planning) const {
    kept_.edits(file, {})([&](const Edit& piece) {
      for_each_difference(piece, [&](const Edit& edit) {
        if (options.dry_run) append_bytes_line(edit, planning.lines);
        planning.add(edit);
      });
    });
  }

 private:
  void add(std::int64_t offset, std::span<const std::byte> bytes) {
    const bool joins = offset == piece_offset_ + std::ssize(piece_);
    if (!joins || piece_.size() + bytes.size() > kLongestRun) end_piece();
    if (piece_.empty()) piece_offset_ = offset;
    piece_.insert(piece_.end(), bytes.begin(), bytes.end());
  }

  void end_piece() {
    if (piece_.empty()) return;
    if (reach_.size == 0) reach_.offset = piece_offset_;
    reach_.size = piece_offset_ + std::ssize(piece_) - reach_.offset;
    kept_.add({piece_offset_, piece_, piece_});
    piece_.clear();
  }

  std::int64_t size_;
  std::string name_;
  std::vector<std::byte> piece_{};
  std::int64_t piece_offset_ = 0;
  Extent reach_{0, 0};
  KeptEdits kept_{};
};

PlacedPieces read_pieces(const Options& options, Source& source, std::int64_t size) {
  PlacedPieces pieces(size, quoted(options.operands.front()));
  find_placed_form(*options.from)->read(source, [&](const PlacedBytes& placed) {
    pieces.add(placed);
  });
  pieces.finish();
  return pieces;
}

}  // namespace

std::unique_ptr<Source> take_placed_values(Options& options) {
  if (!options.from || find_placed_form(*options.from) == nullptr) return nullptr;
  const std::string path = path_of_values(options);
  std::unique_ptr<Source> source =
      std::make_unique<WatchedSource>(open_source(path), options, printing_while_reading(path));
  if (*options.from != "hex") return source;
  TastedHex tasted = taste_hex(std::move(source));
  if (tasted.has_offsets) return std::move(tasted.source);
  options.values = std::move(tasted.source);
  return nullptr;
}

void refuse_view_beside(const Options& options, const std::string& what) {
  const auto refuse = [&](std::string_view option) {
    throw Error(Errc::BadUsage, fmt::format("{}; {} has no use there", what, option));
  };
  if (options.opened) refuse("-p,--part");
  for (const OptionSpec& spec : option_table()) {
    if (says_which(spec) && is_given(options, spec.target)) refuse(spec.names);
  }
}

PlanOutcome plan_placed(const Options& options, Source& source, const Bytes& file,
                        const PatchPlanning& planning) {
  refuse_view_beside_values(options);
  read_pieces(options, source, file.size).plan(file, options, planning);
  return PlanOutcome::Planned;
}

int patch_placed(const Options& options, Source& source) {
  refuse_view_beside_values(options);
  Input input = open_input(options.operands.front());
  const PlacedPieces pieces = read_pieces(options, source, input.buffer.size());
  const auto disk = options.dry_run ? nullptr : open_for_patching(options, pieces.reach());
  if (disk) {
    refuse_interrupted(options, *disk);
  } else {
    mention_interrupted_patch(options);
    if (is_large_file(input)) {
      input.buffer =
          map_part(input.large_file, Access::Read, pieces.reach(), input.buffer.size(), input.name);
    }
  }
  return run_planned(options, disk.get(), [&](const PatchPlanning& planning) {
    pieces.plan(disk ? disk->data() : input.buffer.bytes(), options, planning);
    return PlanOutcome::Planned;
  });
}

}  // namespace bview
