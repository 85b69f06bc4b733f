// SPDX-License-Identifier: MIT

#include <limits>
#include <span>

#include <bview/core/crc32.hpp>
#include <bview/core/error.hpp>
#include <bview/formats/parquet/page_writer.hpp>
#include <bview/formats/parquet/thrift_writer.hpp>

namespace bview {
namespace {

// Numbers of parquet.thrift: PageType, and the fields of PageHeader with what is said of each.
constexpr std::int32_t kDataPage = 0;
constexpr std::int32_t kDictionaryPage = 2;
constexpr int kDataHead = 5;
constexpr int kDictionaryHead = 7;

std::uint32_t checksum_of(std::string_view bytes) {
  Crc32 sum;
  sum.add(std::as_bytes(std::span(bytes)));
  return sum.value();
}

std::int32_t page_size(std::size_t size) {
  if (size <= std::numeric_limits<std::int32_t>::max()) return static_cast<std::int32_t>(size);
  throw Error(Errc::BadValue,
              "a page of Parquet has 2 GiB at most, and a text here has more; leave it out with "
              "--fields");
}

}  // namespace

void PageWriter::put_values(std::string_view body, std::int64_t entries, PageEncoding encoding) {
  put(body, entries, encoding, true);
}

void PageWriter::put_dictionary(std::string_view body, std::int64_t entries) {
  put(body, entries, PageEncoding::Plain, false);
}

void PageWriter::put(std::string_view body, std::int64_t entries, PageEncoding encoding,
                     bool values) {
  const std::int32_t unpacked = page_size(body.size());
  if (compress_ != nullptr) {
    compress_(body, packed_);
    body = packed_;
  }
  constexpr auto kRuns = static_cast<std::int32_t>(PageEncoding::Runs);
  ThriftWriter head;
  head.i32(1, values ? kDataPage : kDictionaryPage);
  head.i32(2, unpacked);
  head.i32(3, page_size(body.size()));
  head.i32(4, static_cast<std::int32_t>(checksum_of(body)));
  head.begin_struct(values ? kDataHead : kDictionaryHead);
  head.i32(1, static_cast<std::int32_t>(entries));
  head.i32(2, static_cast<std::int32_t>(encoding));
  if (values) {
    head.i32(3, kRuns);
    head.i32(4, kRuns);
  }
  head.end_struct();
  const std::string written = std::move(head).finish();
  out_.append(written);
  out_.append(body);
  size_ += static_cast<std::int64_t>(written.size() + body.size());
  unpacked_size_ += static_cast<std::int64_t>(written.size()) + unpacked;
}

}  // namespace bview
