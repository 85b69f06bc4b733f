#include "formats/output/renderer.hpp"

#include <algorithm>

#include "core/parallel.hpp"

namespace bview {

void write_all(const Renderer& renderer, Sink& sink, int threads) {
  TextBuffer out(&sink);
  renderer.begin(out);
  const std::int64_t parts = renderer.parts();
  const std::int64_t step = renderer.parts_per_chunk();
  const std::int64_t chunks = parts / step + (parts % step != 0 ? 1 : 0);
  const auto render = [&](std::int64_t chunk, TextBuffer& to) {
    const std::int64_t first = chunk * step;
    renderer.render(first, std::min(step, parts - first), to);
  };
  // A part that makes a chunk alone may be of any size: it goes through one buffer
  // that empties itself on the way, where threads would have to keep it whole.
  constexpr std::int64_t kFewChunks = 4;
  if (threads == 1 || chunks < kFewChunks || step == 1) {
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) render(chunk, out);
  } else {
    out.flush();
    write_in_order(chunks, threads, render, sink);
  }
  renderer.end(out);
  out.flush();
}

}  // namespace bview
