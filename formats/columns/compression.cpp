// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <zlib.h>

#include <new>

#include <bview/core/error.hpp>
#include <bview/formats/columns/compression.hpp>
#include <bview/formats/types/shared_library.hpp>

namespace bview {
namespace {

[[noreturn]] void refuse(std::string_view library, std::size_t size) {
  throw Error(Errc::File, fmt::format("{} could not compress {} bytes; --compression none does "
                                      "without it",
                                      library, size));
}

// --- snappy, of whose interface for C nothing has changed since its first release ----------------

struct SnappyLibrary {
  std::size_t (*snappy_max_compressed_length)(std::size_t size);
  int (*snappy_compress)(const char* from, std::size_t size, char* to, std::size_t* written);
};

const SnappyLibrary& snappy_library() {
  static const SnappyLibrary calls = [] {
    constexpr SharedLibrary kLibsnappy{"libsnappy.so.1", "--compression snappy", "libsnappy1v5"};
    void* const library = kLibsnappy.open();
    SnappyLibrary found{};
    kLibsnappy.find(library, "snappy_max_compressed_length", found.snappy_max_compressed_length);
    kLibsnappy.find(library, "snappy_compress", found.snappy_compress);
    return found;
  }();
  return calls;
}

void compress_snappy(std::string_view bytes, std::string& to) {
  const SnappyLibrary& calls = snappy_library();
  std::size_t size = calls.snappy_max_compressed_length(bytes.size());
  to.resize(size);
  if (calls.snappy_compress(bytes.data(), bytes.size(), to.data(), &size) != 0) {
    refuse("libsnappy", bytes.size());
  }
  to.resize(size);
}

// --- zstd, of whose simple interface nothing has changed since 1.0 -------------------------------

struct ZstdCompressor {
  std::size_t (*ZSTD_compressBound)(std::size_t size);
  std::size_t (*ZSTD_compress)(void* to, std::size_t room, const void* from, std::size_t size,
                               int level);
  unsigned (*ZSTD_isError)(std::size_t result);
};

const ZstdCompressor& zstd_compressor() {
  static const ZstdCompressor calls = [] {
    constexpr SharedLibrary kLibrary{"libzstd.so.1", "--compression zstd", "libzstd1"};
    void* const library = kLibrary.open();
    ZstdCompressor found{};
    kLibrary.find(library, "ZSTD_compressBound", found.ZSTD_compressBound);
    kLibrary.find(library, "ZSTD_compress", found.ZSTD_compress);
    kLibrary.find(library, "ZSTD_isError", found.ZSTD_isError);
    return found;
  }();
  return calls;
}

void compress_zstd(std::string_view bytes, std::string& to) {
  constexpr int kLevel = 1;  // what engines write by default
  const ZstdCompressor& calls = zstd_compressor();
  to.resize(calls.ZSTD_compressBound(bytes.size()));
  const std::size_t size =
      calls.ZSTD_compress(to.data(), to.size(), bytes.data(), bytes.size(), kLevel);
  if (calls.ZSTD_isError(size) != 0) refuse("libzstd", bytes.size());
  to.resize(size);
}

// --- gzip, by zlib -------------------------------------------------------------------------------

void compress_gzip(std::string_view bytes, std::string& to) {
  constexpr int kHeadOfGzip = MAX_WBITS + 16;
  constexpr int kMemory = 8;  // zlib's own choice
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kHeadOfGzip, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  to.resize(deflateBound(&stream, bytes.size()));
  // zlib's interface is older than const.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(to.data());
  stream.avail_out = static_cast<uInt>(to.size());
  const int result = deflate(&stream, Z_FINISH);
  to.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) refuse("zlib", bytes.size());
}

constexpr Compression kCompressions[] = {
    {"none", 0, nullptr},
    {"snappy", 1, compress_snappy},
    {"gzip", 2, compress_gzip},
    {"zstd", 6, compress_zstd, 1},
};

}  // namespace

std::span<const Compression> compressions() { return kCompressions; }

}  // namespace bview
