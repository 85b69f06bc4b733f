// SPDX-License-Identifier: MIT

#include <algorithm>

#include <bview/core/parallel.hpp>
#include <bview/formats/output/renderer.hpp>

namespace bview {
namespace {

/// Straight from where it stands, in pieces, so that progress is seen.
void write_verbatim(std::string_view text, Sink& sink, const OnProgress& on_progress) {
  constexpr std::size_t kPiece = std::size_t{8} << 20U;
  for (std::size_t done = 0; done < text.size();) {
    const std::string_view piece = text.substr(done, kPiece);
    sink.write(piece);
    done += piece.size();
    if (on_progress) on_progress(static_cast<double>(done) / static_cast<double>(text.size()));
  }
}

}  // namespace

void write_parts(const Renderer& renderer, std::int64_t first, std::int64_t last, TextBuffer& out,
                 Sink& sink, int threads, const OnProgress& on_progress) {
  const std::int64_t parts = last - first;
  const std::int64_t step = renderer.parts_per_chunk();
  const std::int64_t chunks = parts / step + (parts % step != 0 ? 1 : 0);
  const auto render = [&](std::int64_t chunk, TextBuffer& to) {
    const std::int64_t done = chunk * step;
    renderer.render(first + done, std::min(step, parts - done), to);
  };
  const auto written = [&](std::int64_t chunk) {
    if (on_progress) on_progress(static_cast<double>(chunk + 1) / static_cast<double>(chunks));
  };
  const auto next_loud = [&](std::int64_t chunk) {
    return chunk < chunks ? chunk + renderer.silent_parts(first + chunk * step) / step : chunk;
  };
  // A part that makes a chunk alone may be of any size: it goes through one buffer
  // that empties itself on the way, where threads would have to keep it whole.
  constexpr std::int64_t kFewChunks = 4;
  if (threads > 1 && chunks >= kFewChunks && step > 1) {
    out.flush();
    return write_in_order(chunks, threads, render, sink, written, next_loud);
  }
  for (std::int64_t chunk = 0; (chunk = next_loud(chunk)) < chunks; ++chunk) {
    render(chunk, out);
    written(chunk);
  }
}

void write_all(const Renderer& renderer, Sink& sink, int threads, const OnProgress& on_progress) {
  TextBuffer out(&sink);
  renderer.begin(out);
  if (const auto text = renderer.verbatim()) {
    out.flush();
    write_verbatim(*text, sink, on_progress);
  } else {
    write_parts(renderer, 0, renderer.parts(), out, sink, threads, on_progress);
  }
  renderer.end(out);
  out.flush();
}

}  // namespace bview
