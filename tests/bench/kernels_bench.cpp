// SPDX-License-Identifier: MIT
// Bytes per second of the hot loops, type by type: values to text, and text to values.
//
//   build/release/tests/bview_bench --benchmark_filter=append

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/scalar.hpp>
#include <bview/core/sink.hpp>
#include <bview/formats/output/hex.hpp>
#include <bview/formats/text/append_cells.hpp>
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
  benchmark::RegisterBenchmark("hex", hex);
  return true;
}

[[maybe_unused]] const bool kRegistered = register_all();

}  // namespace
}  // namespace bview

BENCHMARK_MAIN();
