// SPDX-License-Identifier: MIT

#include <algorithm>
#include <limits>

#include <bview/formats/parquet/footer.hpp>
#include <bview/formats/parquet/page_writer.hpp>
#include <bview/formats/parquet/physical.hpp>
#include <bview/formats/parquet/thrift_writer.hpp>

namespace bview {
namespace {

// Numbers of parquet.thrift.
constexpr std::int32_t kVersion = 2;
constexpr std::int32_t kRequired = 0;
constexpr std::int32_t kOptional = 1;
constexpr std::int32_t kRepeated = 2;
constexpr std::int32_t kConvertedList = 3;
constexpr int kLogicalList = 3;

/// The elements of a schema in the order of a walk from its root, and the path to each leaf.
class SchemaWriter {
 public:
  SchemaWriter(const Columns& columns, std::vector<bool> proven)
      : columns_(columns), proven_(std::move(proven)), paths(columns.leaves.size()) {}

  [[nodiscard]] static std::size_t elements(const ColumnNode& node) {
    std::size_t count = node.length ? 2 : 1;  // of a list and what is repeated in it
    for (const ColumnNode& field : node.fields) count += elements(field);
    return count;
  }

  void write(ThriftWriter& to) {
    std::size_t count = 1;
    for (const ColumnNode& node : columns_.nodes) count += elements(node);
    to.begin_structs(2, count);
    begin(to, "schema", std::nullopt, columns_.nodes.size());
    to.end_struct();
    for (const ColumnNode& node : columns_.nodes) write(node, to);
  }

 private:
  /// A group of so many fields, which whoever calls ends.
  static void begin(ThriftWriter& to, const std::string& name,
                    std::optional<std::int32_t> repetition, std::size_t children) {
    to.begin_element();
    if (repetition) to.i32(3, *repetition);
    to.binary(4, name);
    to.i32(5, static_cast<std::int32_t>(children));
  }

  void write(const ColumnNode& node, ThriftWriter& to) {
    path_.push_back(node.name);
    if (node.fields.empty()) {
      write_leaf(node, to);
    } else if (node.length) {
      begin(to, node.name, kRequired, 1);
      to.i32(6, kConvertedList);
      to.begin_struct(10);
      to.empty_struct(kLogicalList);
      to.end_struct();
      to.end_struct();
      path_.emplace_back("list");
      begin(to, "list", kRepeated, 1);
      to.end_struct();
      write(node.fields.front(), to);
      path_.pop_back();
    } else {
      begin(to, node.name, kRequired, node.fields.size());
      to.end_struct();
      for (const ColumnNode& field : node.fields) write(field, to);
    }
    path_.pop_back();
  }

  void write_leaf(const ColumnNode& node, ThriftWriter& to) {
    paths[node.leaf] = path_;
    const ColumnSource& source = columns_.leaves[node.leaf].source;
    const ParquetColumn& column = parquet_column(source.type);
    const bool says = !column.proven || proven_[node.leaf];
    to.begin_element();
    to.i32(1, static_cast<std::int32_t>(column.type));
    if (column.length > 0) to.i32(2, column.length);
    to.i32(3, source.misses ? kOptional : kRequired);
    to.binary(4, node.name);
    if (says && column.converted) to.i32(6, *column.converted);
    if (says && column.decimal_digits > 0) {
      to.i32(7, 0);
      to.i32(8, column.decimal_digits);
    }
    if (says && column.logical != nullptr) {
      to.begin_struct(10);
      column.logical(to);
      to.end_struct();
    }
    to.end_struct();
  }

  const Columns& columns_;
  std::vector<bool> proven_;
  std::vector<std::string> path_{};

 public:
  std::vector<std::vector<std::string>> paths;
};

void write_statistics(const ChunkNote& chunk, ThriftWriter& to) {
  to.begin_struct(12);
  to.i64(3, chunk.missing);
  if (chunk.range.is_known()) {
    to.binary(5, chunk.range.greatest);
    to.binary(6, chunk.range.least);
  }
  to.end_struct();
}

/// Of pages: values or a dictionary as they are, levels, and numbers in a dictionary.
std::vector<std::int32_t> encodings_of(const ChunkNote& chunk) {
  std::vector<std::int32_t> numbers;
  for (const PageEncoding encoding :
       {PageEncoding::Plain, PageEncoding::Runs, PageEncoding::Dictionary}) {
    numbers.push_back(static_cast<std::int32_t>(encoding));
  }
  if (chunk.dictionary_size == 0) numbers.pop_back();
  return numbers;
}

void write_chunk_note(const ChunkNote& chunk, ParquetType type, std::int32_t compression,
                      const std::vector<std::string>& path, std::int64_t at, ThriftWriter& to) {
  to.begin_element();
  to.i64(2, 0);  // the data stands in front of its description
  to.begin_struct(3);
  to.i32(1, static_cast<std::int32_t>(type));
  to.i32s(2, encodings_of(chunk));
  to.binaries(3, path);
  to.i32(4, compression);
  to.i64(5, chunk.entries);
  to.i64(6, chunk.unpacked_size);
  to.i64(7, chunk.size);
  to.i64(9, at + chunk.dictionary_size);
  if (chunk.dictionary_size > 0) to.i64(11, at);
  write_statistics(chunk, to);
  to.end_struct();
  to.end_struct();
}

/// Returns where the next one begins.
std::int64_t write_group(const RowGroupNote& group, const Columns& columns,
                         const std::vector<std::vector<std::string>>& paths, std::int64_t at,
                         ThriftWriter& to) {
  const std::int64_t begin = at;
  std::int64_t unpacked = 0;
  to.begin_element();
  to.begin_structs(1, group.chunks.size());
  for (std::size_t k = 0; k < group.chunks.size(); ++k) {
    const ParquetType type = parquet_column(columns.leaves[k].source.type).type;
    write_chunk_note(group.chunks[k], type, group.compression, paths[k], at, to);
    at += group.chunks[k].size;
    unpacked += group.chunks[k].unpacked_size;
  }
  to.i64(2, unpacked);
  to.i64(3, group.rows);
  to.i64(5, begin);
  to.i64(6, at - begin);
  to.end_struct();
  return at;
}

}  // namespace

std::string parquet_footer(const Columns& columns, const std::vector<const RowGroupNote*>& groups,
                           std::int64_t begin, const FileNotes& notes) {
  std::vector<bool> proven(columns.leaves.size(), true);
  std::int64_t rows = 0;
  for (const RowGroupNote* group : groups) {
    rows += group->rows;
    for (std::size_t k = 0; k < proven.size(); ++k) {
      proven[k] = proven[k] && group->chunks[k].proven;
    }
  }
  ThriftWriter to;
  to.i32(1, kVersion);
  SchemaWriter schema(columns, std::move(proven));
  schema.write(to);
  to.i64(3, rows);
  to.begin_structs(4, groups.size());
  for (const RowGroupNote* group : groups) {
    begin = write_group(*group, columns, schema.paths, begin, to);
  }
  to.begin_structs(5, notes.size());
  for (const auto& [name, text] : notes) {
    to.begin_element();
    to.binary(1, name);
    to.binary(2, text);
    to.end_struct();
  }
  to.binary(6, "bview");
  to.begin_structs(7, columns.leaves.size());
  for (std::size_t k = 0; k < columns.leaves.size(); ++k) {
    to.begin_element();
    to.empty_struct(1);  // by the type
    to.end_struct();
  }
  return std::move(to).finish();
}

}  // namespace bview
