// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <new>
#include <vector>
#if __has_include(<zstd.h>)
#include <zstd.h>
#define BVIEW_HAS_ZSTD
#endif

#include <bview/core/error.hpp>
#include <bview/formats/parts/zstd_source.hpp>
#include <bview/formats/types/shared_library.hpp>

namespace bview {

#ifdef BVIEW_HAS_ZSTD
namespace {

// clang-format off
#define BVIEW_ZSTD_CALLS(X)                                                                 \
  X(ZSTD_createDCtx) X(ZSTD_freeDCtx) X(ZSTD_DCtx_setParameter) X(ZSTD_decompressStream)    \
  X(ZSTD_isError) X(ZSTD_getErrorName)
// clang-format on

struct ZstdLibrary {
#define X(call) decltype(&::call) call;
  BVIEW_ZSTD_CALLS(X)
#undef X
};

constexpr SharedLibrary kLibzstd{"libzstd.so.1", "unpacking zstd", "libzstd1"};

ZstdLibrary load_libzstd() {
  void* const library = kLibzstd.open();
  ZstdLibrary calls{};
#define X(call) kLibzstd.find(library, #call, calls.call);
  BVIEW_ZSTD_CALLS(X)
#undef X
  return calls;
}

const ZstdLibrary& zstd_library() {
  static const ZstdLibrary calls = load_libzstd();
  return calls;
}

constexpr std::size_t kZstdTakenAtOnce = std::size_t{128} << 10U;  // what a block has at most

}  // namespace

struct ZstdSource::State {
  explicit State(Source& from) : packed(from), context(zstd_library().ZSTD_createDCtx()) {
    if (context == nullptr) throw std::bad_alloc();
    zstd_library().ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kMostZstdWindowLog);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { zstd_library().ZSTD_freeDCtx(context); }

  [[nodiscard]] bool refill() {
    taken = {bytes.data(), packed.read(bytes), 0};
    return taken.size > 0;
  }

  Source& packed;
  ZSTD_DCtx* context;
  std::vector<char> bytes = std::vector<char>(kZstdTakenAtOnce);
  ZSTD_inBuffer taken{};  // of those
  bool ended = false;
};

ZstdSource::ZstdSource(Source& packed) : state_(std::make_unique<State>(packed)) {}

ZstdSource::~ZstdSource() = default;

std::size_t ZstdSource::read(std::span<char> into) {
  State& state = *state_;
  ZSTD_outBuffer given{into.data(), into.size(), 0};
  while (!state.ended && given.pos == 0) {
    // First without more of them: those that were taken may stand for more than was asked for.
    const ZstdLibrary& calls = zstd_library();
    const std::size_t left = calls.ZSTD_decompressStream(state.context, &given, &state.taken);
    if (calls.ZSTD_isError(left) != 0) {
      throw Error(Errc::BadValue, fmt::format("libzstd cannot unpack the bytes: {}",
                                              calls.ZSTD_getErrorName(left)));
    }
    state.ended = left == 0;
    const bool wants_more = !state.ended && given.pos == 0 && state.taken.pos == state.taken.size;
    if (wants_more && !state.refill()) {
      throw Error(Errc::BadValue, "the bytes of zstd are cut short");
    }
  }
  return given.pos;
}
#else
struct ZstdSource::State {};

ZstdSource::ZstdSource(Source& /*packed*/) {
  throw Error(Errc::File,
              "this bview was built without libzstd, which unpacks zstd: the package "
              "libzstd-dev brings it");
}

ZstdSource::~ZstdSource() = default;

std::size_t ZstdSource::read(std::span<char> /*into*/) { return 0; }
#endif

}  // namespace bview
