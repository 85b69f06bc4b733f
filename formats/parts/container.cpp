// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/parts/container.hpp>
#include <bview/formats/parts/distinct_names.hpp>
#include <bview/formats/parts/packing.hpp>
#include <bview/formats/parts/reader.hpp>
#include <bview/formats/syntax/format_string.hpp>

namespace bview {
namespace {

[[noreturn]] void refuse_part_of(const Input& file, const Part& part, Errc code, const char* why) {
  throw Error(code, fmt::format("part {} of {} {}", quoted(part.name), file.name, why));
}

Buffer unpacked_bytes(const Part& part, const Input& file) {
  FileBytes bytes(file);
  Input input;
  input.name = part.name;
  input.stream = std::make_unique<UnpackingSource>(bytes, *part.packing, part.name);
  return read_whole(std::move(input), std::nullopt).buffer;
}

/// Bytes of which those of the part are in memory.
Buffer bytes_of_part(const Part& part, const Input& file) {
  if (part.packing) return unpacked_bytes(part, file);
  if (!is_large_file(file)) return file.buffer;
  return map_part(file.large_file, Access::Read, {part.offset, part.size}, file.buffer.size(),
                  file.name);
}

Lengths shape_of_part(const Part& part, const Input& file, std::int64_t itemsize) {
  if (part.shape) return *part.shape;
  if (itemsize == 0 || part.size % itemsize != 0) {
    refuse_part_of(file, part, Errc::BadShape, "does not end with an item");
  }
  return {part.size / itemsize};
}

View view_at(const Part& part, const Bytes& bytes, std::int64_t itemsize, const Lengths& shape) {
  if (!part.strides) return View::contiguous(bytes, itemsize, shape, part.offset);
  std::vector<Axis> axes;
  for (std::size_t k = 0; k < shape.size(); ++k) axes.push_back({shape[k], (*part.strides)[k]});
  return {bytes, itemsize, std::move(axes), part.offset};
}

}  // namespace

Container read_by(const ContainerReader& reader, FileBytes& bytes) {
  return {reader.name, [&bytes, list = reader.list](const PartVisitor& visit) {
            DistinctNames distinct;
            list(bytes, [&](Part part) {
              part.name = distinct(std::move(part.name));
              return visit(std::move(part));
            });
          }};
}

std::optional<Container> recognised(FileBytes& bytes) {
  // Catalogues are read where no other reader knows the file.
  for (const auto readers : {coded_readers, container_readers}) {
    for (const ContainerReader& reader : readers()) {
      if (reader.unasked.empty() && reader.recognise(bytes)) return read_by(reader, bytes);
    }
  }
  return std::nullopt;
}

MemoryView view_of_part(const Part& part, const Input& file) {
  if (!part.unreadable.empty() || part.absent || part.kind == PartKind::Group) {
    const std::string why =
        part.unreadable.empty() ? "has no bytes of its own" : "cannot be read: " + part.unreadable;
    refuse_part_of(file, part, Errc::BadUsage, why.c_str());
  }
  const Layout layout = part.format.empty() ? byte_layout() : parse_format(part.format);
  if (!layout.is_fixed() || !part.step.empty()) {
    refuse_part_of(file, part, Errc::BadUsage, "has records of different sizes");
  }
  const Lengths shape = shape_of_part(part, file, layout.itemsize);
  Buffer buffer = bytes_of_part(part, file);
  View view = view_at(part, buffer.bytes(), layout.itemsize, shape);
  return {std::move(buffer), layout, std::move(view)};
}

}  // namespace bview
