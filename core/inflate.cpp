// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include <bview/core/error.hpp>
#include <bview/core/inflate.hpp>

namespace bview {
namespace {

constexpr std::size_t kTakenAtOnce = std::size_t{32} << 10U;
constexpr int kNothingAround = -MAX_WBITS;  // no head and no checksum, as zip has it

}  // namespace

struct InflateSource::State {
  State() {
    if (inflateInit2(&stream, kNothingAround) != Z_OK) throw std::bad_alloc();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { inflateEnd(&stream); }

  z_stream stream{};
};

InflateSource::InflateSource(Source& packed)
    : packed_(packed), state_(std::make_unique<State>()), taken_(kTakenAtOnce) {}

InflateSource::~InflateSource() = default;

std::int64_t InflateSource::used() const {
  return static_cast<std::int64_t>(state_->stream.total_in);
}

bool InflateSource::refill() {
  const std::size_t got = packed_.read(taken_);
  state_->stream.next_in = reinterpret_cast<Bytef*>(taken_.data());
  state_->stream.avail_in = static_cast<uInt>(got);
  return got > 0;
}

std::size_t InflateSource::read(std::span<char> into) {
  z_stream& stream = state_->stream;
  const std::size_t room = std::min<std::size_t>(into.size(), std::numeric_limits<uInt>::max());
  stream.next_out = reinterpret_cast<Bytef*>(into.data());
  stream.avail_out = static_cast<uInt>(room);
  while (!ended_ && stream.avail_out == room) {
    if (stream.avail_in == 0 && !refill()) {
      throw Error(Errc::BadValue, "the deflated bytes are cut short");
    }
    const int result = inflate(&stream, Z_NO_FLUSH);
    ended_ = result == Z_STREAM_END;
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (!ended_ && result != Z_OK && result != Z_BUF_ERROR) {
      throw Error(Errc::BadValue,
                  fmt::format("the deflated bytes are none: {}",
                              stream.msg == nullptr ? "they need a dictionary" : stream.msg));
    }
  }
  return room - stream.avail_out;
}

}  // namespace bview
