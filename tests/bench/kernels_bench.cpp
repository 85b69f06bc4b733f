// SPDX-License-Identifier: MIT
// Bytes per second of the hot loops, type by type: values to text, and text to values.
//
//   build/release/tests/bview_bench --benchmark_filter=append

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/scalar.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/hex.hpp>
#include <bview/formats/output/raw.hpp>
#include <bview/formats/text/append_cells.hpp>
#include <bview/formats/text/float_text.hpp>
#include <bview/formats/text/parse_cells.hpp>

namespace bview {
namespace {

// Enough that no branch predictor learns them by heart.
constexpr std::int64_t kValues = 1 << 16;

/// Bytes of every kind, the same ones in each run.
std::vector<std::byte> random_bytes(std::int64_t size) {
  std::mt19937 random(1);
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

void append(benchmark::State& state, ScalarType type, ByteOrder order) {
  const std::int64_t size = info(type).size;
  const std::vector<std::byte> bytes = random_bytes(kValues * size);
  const AppendCells write = cell_writer(type, order);
  TextBuffer out;
  for ([[maybe_unused]] auto _ : state) {
    out.clear();
    write({bytes.data(), size, kValues, 1}, "\n", CellStyle{}, out);
    benchmark::DoNotOptimize(out.text().data());
  }
  state.SetBytesProcessed(state.iterations() * kValues * size);
}

/// The same floats by others: `write` returns the end.
template <class Float, class Write>
void write_each(benchmark::State& state, const Write& write) {
  const auto size = static_cast<std::int64_t>(sizeof(Float));
  const std::vector<std::byte> bytes = random_bytes(kValues * size);
  std::vector<Float> values(static_cast<std::size_t>(kValues));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  std::vector<char> text(values.size() * kMaxFloatText);
  for ([[maybe_unused]] auto _ : state) {
    char* to = text.data();
    for (const Float value : values) to = write(to, value);
    benchmark::DoNotOptimize(to);
  }
  state.SetBytesProcessed(state.iterations() * kValues * size);
}

template <class Float>
void register_others(const std::string& name) {
  const auto add = [&name](const char* way, const auto& write) {
    benchmark::RegisterBenchmark((way + ("/" + name)).c_str(), [write](benchmark::State& state) {
      write_each<Float>(state, write);
    });
  };
  add("write_float", [](char* to, Float value) { return write_float(to, value); });
  add("to_chars",
      [](char* to, Float value) { return std::to_chars(to, to + kMaxFloatText, value).ptr; });
  add("fmt", [](char* to, Float value) { return fmt::format_to(to, "{}", value); });
}

void parse(benchmark::State& state, ScalarType type) {
  const std::int64_t size = info(type).size;
  const std::vector<std::byte> bytes = random_bytes(kValues * size);
  std::vector<std::string> cells;
  std::int64_t characters = 0;
  for (std::int64_t k = 0; k < kValues; ++k) {
    TextBuffer out;
    cell_writer(type, kHostOrder)({bytes.data() + k * size, 0, 1, 1}, "", CellStyle{}, out);
    cells.emplace_back(out.text());
    characters += static_cast<std::int64_t>(cells.back().size());
  }
  const ParseCell read = cell_parser(type, kHostOrder);
  std::vector<std::byte> item(static_cast<std::size_t>(size));
  for ([[maybe_unused]] auto _ : state) {
    for (const std::string& cell : cells) read(cell, 1, CellStyle{}, item.data());
    benchmark::DoNotOptimize(item.data());
  }
  state.SetBytesProcessed(state.iterations() * characters);
}

void hex(benchmark::State& state) {
  std::vector<std::byte> bytes = random_bytes(kValues * 16);
  const View view =
      View::contiguous(Buffer::borrow(bytes).bytes(), 1, {static_cast<std::int64_t>(bytes.size())});
  const auto renderer = make_hex({view, byte_layout()}, {});
  TextBuffer out;
  for ([[maybe_unused]] auto _ : state) {
    out.clear();
    renderer->render(0, renderer->parts(), out);
    benchmark::DoNotOptimize(out.text().data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

// --- items that lie far apart, and the lines of the cache that they lie in
// -------------------------

constexpr std::int64_t kSide = 4096;
constexpr std::int64_t kLine = 64;

/// Numbers of 4 bytes, in rows and columns of as many.
const Buffer& square() {
  static const Buffer buffer = Buffer::own(random_bytes(kSide * kSide * 4));
  return buffer;
}
View transposed() { return View::contiguous(square().bytes(), 4, {kSide, kSide}).transpose(); }
View reversed() {
  return View::contiguous(square().bytes(), 4, {kSide * kSide}).slice(0, {{}, {}, -1});
}
View one_column() {
  return View::contiguous(square().bytes(), 4, {kSide * kSide / 16, 16}).at(1, 3);
}

void scattered(benchmark::State& state, View (*view)()) {
  Layout numbers = byte_layout();
  numbers.itemsize = 4;
  const auto renderer = make_raw({view(), numbers}, {});
  const std::int64_t step = renderer->parts_per_chunk();
  TextBuffer out;
  for ([[maybe_unused]] auto _ : state) {
    for (std::int64_t first = 0; first < renderer->parts(); first += step) {
      out.clear();
      renderer->render(first, std::min(step, renderer->parts() - first), out);
      benchmark::DoNotOptimize(out.text().data());
    }
  }
  state.SetBytesProcessed(state.iterations() * square().size());
}

/// All lines once, those of a column one behind the other where `across`.
void lines(benchmark::State& state, bool across) {
  constexpr std::int64_t kRow = kSide * 4;
  const std::byte* const data = square().bytes().data;
  std::vector<std::byte> out(static_cast<std::size_t>(kSide * kLine));
  for ([[maybe_unused]] auto _ : state) {
    for (std::int64_t n = 0; n < square().size() / kLine; ++n) {
      const std::int64_t from = across ? n % kSide * kRow + n / kSide * kLine : n * kLine;
      std::memcpy(out.data() + n % kSide * kLine, data + from, kLine);
    }
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(state.iterations() * square().size());
}

bool register_all() {
  constexpr ByteOrder kOther = kHostOrder == ByteOrder::Little ? ByteOrder::Big : ByteOrder::Little;
  for (const ScalarInfo& scalar : kScalars) {
    const std::string name(scalar.name);
    const ScalarType type = scalar.type;
    benchmark::RegisterBenchmark(("append/" + name).c_str(), append, type, kHostOrder);
    benchmark::RegisterBenchmark(("append_swapped/" + name).c_str(), append, type, kOther);
    const bool number = scalar.kind == Kind::Integer || scalar.kind == Kind::Float;
    if (number) benchmark::RegisterBenchmark(("parse/" + name).c_str(), parse, type);
  }
  register_others<float>("f32");
  register_others<double>("f64");
  benchmark::RegisterBenchmark("hex", hex);
  benchmark::RegisterBenchmark("scattered/transposed", scattered, transposed);
  benchmark::RegisterBenchmark("scattered/transposed_lines", lines, true);
  benchmark::RegisterBenchmark("scattered/reversed", scattered, reversed);
  benchmark::RegisterBenchmark("scattered/column", scattered, one_column);
  benchmark::RegisterBenchmark("scattered/lines", lines, false);
  return true;
}

[[maybe_unused]] const bool kRegistered = register_all();

}  // namespace
}  // namespace bview

BENCHMARK_MAIN();
