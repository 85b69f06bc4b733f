// SPDX-License-Identifier: MIT

#include "app/part_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/parts/file_bytes.hpp>
#include <bview/formats/parts/packing.hpp>
#include <bview/formats/parts/part.hpp>
#include <bview/formats/syntax/formula_marks.hpp>
#include <bview/formats/syntax/numbers.hpp>

#include "app/containers.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

/// Bytes of a part in front of its first item, where strides lead back.
std::int64_t in_front_of(const Part& part) {
  std::int64_t bytes = 0;
  for (std::size_t k = 0; part.strides && k < part.strides->size(); ++k) {
    const std::int64_t stride = (*part.strides)[k];
    if (stride < 0 && part.size > 0) bytes += ((*part.shape)[k] - 1) * -stride;  // inside of it
  }
  return bytes;
}

/// From the start of the part to the offset that was given, and how many bytes are left there.
Extent from_offset(const Options& options, const Part& part) {
  const std::int64_t size = part.size - in_front_of(part);
  if (!options.offset) return {0, size};
  if (is_formula(*options.offset)) {
    throw Error(Errc::BadUsage, "with --part, --offset is a number, from the start of the part on");
  }
  std::int64_t offset = parsed("--offset", *options.offset, parse_byte_count);
  if (offset < 0 && offset >= -size) offset += size;
  if (offset < 0 || offset > size) {
    throw Error(Errc::BadShape,
                fmt::format("offset {} is not inside of {}, which has {}", *options.offset,
                            quoted(part.name), count_text(size, "byte")));
  }
  return {offset, size - offset};
}

/// Bytes of a shape that was given as plain numbers; nothing where they depend on what is there.
std::optional<std::int64_t> bytes_of_shape(const Options& options) {
  if (!options.shape || is_formula(*options.shape) || options.strides) return std::nullopt;
  const Lengths shape = parsed("--shape", *options.shape, parse_lengths);
  if (std::count_if(shape.begin(), shape.end(), [](auto n) { return n < 0; }) > 0) {
    return std::nullopt;
  }
  Options quiet = options;
  quiet.quiet = true;  // the notes come when the view is laid
  quiet.fields.reset();
  const Layout layout = layout_of(quiet);
  const auto items = checked_product(shape);
  return items && layout.is_fixed() ? checked_mul(*items, layout.itemsize) : std::nullopt;
}

std::int64_t length_of(const Options& options, const Part& part, std::int64_t left) {
  const auto fits = [&](std::int64_t length) {
    if (length <= left) return length;
    throw Error(Errc::BadShape, fmt::format("{} reach out of {}, which has {} there",
                                            count_text(length, "byte"), quoted(part.name), left));
  };
  if (!options.length) return fits(bytes_of_shape(options).value_or(left));
  if (is_formula(*options.length)) {
    throw Error(Errc::BadUsage, "with --part, --length is a number of bytes of the part");
  }
  return fits(parsed("--length", *options.length, parse_byte_count));
}

/// Where A in a format leads, that is not the part's own.
std::shared_ptr<const WalkReach> reach_of(const Part& part) {
  return std::make_shared<WalkReach>(
      WalkReach{part.offset, part.offset + part.size, "part " + quoted(part.name)});
}

/// As what the part is shown, where nobody said otherwise.
void take_format(Options& options, const Part& part) {
  const bool window = options.offset || options.length || options.strides;
  if (part.kind == PartKind::Text && part.format.empty()) {
    if (window || options.shape) return;
    options.format = fmt::format("{}s", part.size);
    options.shape = "";
  } else if (!part.format.empty()) {
    options.format = part.format;
    if (!part.step.empty() && !options.step) options.step = part.step;
    if (window || options.shape || !part.shape) return;
    options.shape = fmt::format("{}", fmt::join(*part.shape, ","));
    if (part.strides) options.strides = fmt::format("{}", fmt::join(*part.strides, ","));
  }
}

/// Of a patch: puts the container's own checksums in the place of "auto", or says that they are
/// going to be wrong.
void take_checksums(Options& options, const Part& part, const std::string& file) {
  const auto automatic = std::find(options.fix.begin(), options.fix.end(), "auto");
  if (automatic != options.fix.end()) {
    if (part.checksums.empty()) {
      throw Error(Errc::BadUsage,
                  fmt::format("nothing is known of checksums of part {} of {}, which --fix auto "
                              "could mend; --fix 'TARGET = SUM(START:STOP)' names one",
                              quoted(part.name), file));
    }
    const auto place = automatic - options.fix.begin();
    std::erase(options.fix, "auto");
    options.fix.insert(options.fix.begin() + place, part.checksums.begin(), part.checksums.end());
  } else if (!part.checksums.empty() && options.fix.empty() && !options.quiet) {
    tell(
        fmt::format("bview: note: {} keeps a checksum of {}, which is not worked out anew; --fix "
                    "auto does that",
                    file, quoted(part.name)));
  }
}

/// The bytes of a packed part; large ones pass through a temporary file.
std::shared_ptr<const Input> unpacked_part(FileBytes& bytes, const Part& part) {
  Input input;
  input.name = fmt::format("part {} of {}", quoted(part.name), bytes.name());
  input.stream = std::make_unique<UnpackingSource>(bytes, *part.packing, part.name);
  return std::make_shared<const Input>(read_whole(std::move(input), std::nullopt));
}

/// Of some parts the container says that they are not there to be written, or read.
void refuse_part_as_told(const Part& part, bool writes, const Input& input) {
  const std::string& why = writes ? part.readonly : part.unreadable;
  if (why.empty()) return;
  throw Error(writes ? Errc::ReadOnly : Errc::BadUsage,
              fmt::format("part {} of {} cannot be {}: {}", quoted(part.name), input.name,
                          writes ? "written" : "read", why));
}

void refuse_following(const Options& options, const Part& part, const Input& input) {
  if (!options.follow) return;
  throw Error(Errc::BadUsage,
              fmt::format("--follow waits for a file that grows, and part {} of {} is compressed",
                          quoted(part.name), input.name));
}

}  // namespace

Options with_part(Options options, bool writes) {
  const auto file = std::make_shared<const Input>(open_container(options));
  const Input& input = *file;
  FileBytes bytes(input);
  const Part part = find_part(container_of(bytes, options), *options.part, bytes);
  refuse_part_as_told(part, writes, input);
  if (writes) take_checksums(options, part, input.name);
  // What the container itself says of a part may lead elsewhere: names stand behind all of them.
  if (options.format) options.reach = reach_of(part);
  const auto [offset, left] = from_offset(options, part);
  const bool strided = options.strides.has_value();
  if (!options.format && !options.itemsize) take_format(options, part);
  const bool goes_back = !strided && options.strides && in_front_of(part) > 0;
  const std::int64_t length = length_of(options, part, left);
  if (part.packing) refuse_following(options, part, input);
  options.part.reset();
  options.opened = part.packing ? unpacked_part(bytes, part) : file;
  options.offset = fmt::format("{}", part.offset + offset);
  // A window would begin with the first item, and others lie in front of that.
  if (!goes_back) options.length = fmt::format("{}", length);
  return options;
}

}  // namespace bview
