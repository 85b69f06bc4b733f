// SPDX-License-Identifier: MIT

#include <algorithm>
#include <atomic>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

#include <bview/core/holes.hpp>
#include <bview/core/near_bytes.hpp>
#include <bview/core/parallel.hpp>
#include <bview/formats/search/item_starts.hpp>
#include <bview/formats/search/search.hpp>

namespace bview {
namespace {

/// Hits of a needle that are kept of a chunk; those behind are searched for once more.
constexpr std::size_t kMostKept = std::size_t{32} << 10;

class Searching {
 public:
  /// What begins in `range` of them.
  Searching(const View& bytes, const SearchRequest& request, const Extent& range)
      : bytes_(bytes),
        request_(request),
        range_(range),
        holes_(bytes.bytes()),
        not_in_zeros_(request.needles.size()) {}

  [[nodiscard]] std::int64_t size() const { return bytes_.size(); }
  [[nodiscard]] std::size_t needles() const { return request_.needles.size(); }
  [[nodiscard]] std::int64_t chunks() const {
    return (range_.size + request_.chunk - 1) / request_.chunk;
  }
  [[nodiscard]] std::int64_t begin_of(std::int64_t chunk) const {
    return range_.offset + chunk * request_.chunk;
  }
  [[nodiscard]] std::int64_t end_of(std::int64_t chunk) const {
    return std::min(range_.offset + range_.size, begin_of(chunk) + request_.chunk);
  }

  /// Those of a chunk. One that lies in a hole, with all that is looked at around it, has what
  /// every such one has; in most there is nothing.
  void collect_chunk(std::size_t needle, std::int64_t chunk, std::vector<Hit>& hits) {
    const bool in_hole = lies_in_hole(needle, chunk);
    if (in_hole && not_in_zeros_[needle]) return;
    collect(needle, begin_of(chunk), end_of(chunk), hits);
    if (in_hole && hits.empty() && request_.items == nullptr) not_in_zeros_[needle] = true;
  }

  /// The first hits of a needle in [from, end).
  void collect(std::size_t needle, std::int64_t from, std::int64_t end,
               std::vector<Hit>& hits) const {
    hits.clear();
    if (from >= end) return;
    const Needle& searched = *request_.needles[needle];
    const std::int64_t first = std::max<std::int64_t>(0, from - 1);
    const std::int64_t count = std::min(size(), end + searched.reach()) - first;
    NearBytes near(bytes_.bytes());
    const std::span<const std::byte> seen(near.at(bytes_.offset() + first, count),
                                          static_cast<std::size_t>(count));
    const Range range{from - first, end - first, request_.overlap || request_.items != nullptr};
    searched.find(seen, range, [&](std::int64_t at, std::int64_t hit_size) {
      const std::int64_t offset = first + at;
      const bool taken = request_.items == nullptr || item_at(*request_.items, offset);
      if (taken) {
        hits.push_back(
            {offset, static_cast<std::int32_t>(hit_size), static_cast<std::int32_t>(needle)});
      }
      if (is_full(hits)) return range.end;
      return (taken ? behind(hits.back()) : offset + 1) - first;
    });
  }

  /// Whether there may be more than these.
  [[nodiscard]] bool is_full(const std::vector<Hit>& hits) const {
    return hits.size() >= std::min(kMostKept, request_.most);
  }

  /// Where the next hit of that needle may begin.
  [[nodiscard]] std::int64_t behind(const Hit& hit) const {
    return hit.offset + (request_.overlap ? 1 : hit.size);
  }

 private:
  [[nodiscard]] bool lies_in_hole(std::size_t needle, std::int64_t chunk) const {
    const std::int64_t begin = begin_of(chunk) - 1;
    const std::int64_t end = begin_of(chunk) + request_.chunk;
    const std::int64_t limit = end + request_.needles[needle]->reach();
    return begin >= 0 && end == end_of(chunk) && limit <= size() &&
           holes_.has({bytes_.offset() + begin, limit - begin});
  }

  const View& bytes_;
  const SearchRequest& request_;
  Extent range_;
  Holes holes_;
  std::vector<std::atomic<bool>> not_in_zeros_;  // needles
};

/// The hits of one needle in one chunk, of which a list has the first.
class HitStream {
 public:
  /// `free` is where the next may begin.
  HitStream(const Searching& searching, std::size_t needle, std::int64_t& free)
      : searching_(searching), needle_(needle), free_(free) {}

  /// `hits` are those of the chunk that ends at `end`. One that begins inside a hit of the chunk
  /// before is none, and makes others of those behind it.
  void begin(std::string_view hits, std::int64_t end) {
    end_ = end;
    hits_.resize(hits.size() / sizeof(Hit));
    if (!hits_.empty()) std::memcpy(hits_.data(), hits.data(), hits.size());
    at_ = 0;
    if (!hits_.empty() && hits_.front().offset < free_)
      searching_.collect(needle_, free_, end_, hits_);
  }

  [[nodiscard]] std::int64_t offset() {
    if (at_ == hits_.size() && searching_.is_full(hits_)) {
      searching_.collect(needle_, free_, end_, hits_);
      at_ = 0;
    }
    return at_ < hits_.size() ? hits_[at_].offset : std::numeric_limits<std::int64_t>::max();
  }

  const Hit& take() {
    const Hit& hit = hits_[at_++];
    free_ = searching_.behind(hit);
    return hit;
  }

 private:
  const Searching& searching_;
  std::size_t needle_;
  std::vector<Hit> hits_{};
  std::size_t at_ = 0;
  std::int64_t end_ = 0;
  std::int64_t& free_;
};

struct Enough {};

/// Takes the lists of each needle of a chunk, one after another, and puts the hits in order.
class HitSink : public Sink {
 public:
  HitSink(const Searching& searching, const VisitFound& visit, std::vector<std::int64_t>& free)
      : searching_(searching), visit_(visit) {
    for (std::size_t k = 0; k < searching.needles(); ++k) {
      streams_.emplace_back(searching, k, free[k]);
    }
  }

  void write(std::string_view hits) override {
    streams_[needle_].begin(hits, searching_.end_of(chunk_));
    if (++needle_ < streams_.size()) return;
    needle_ = 0;
    ++chunk_;
    visit_all();
  }

 private:
  void visit_all() {
    const auto later = [](HitStream& a, HitStream& b) { return a.offset() < b.offset(); };
    while (true) {
      const auto next = std::min_element(streams_.begin(), streams_.end(), later);
      if (next->offset() == std::numeric_limits<std::int64_t>::max()) return;
      if (!visit_(next->take())) throw Enough{};
    }
  }

  const Searching& searching_;
  const VisitFound& visit_;
  std::vector<HitStream> streams_{};
  std::size_t needle_ = 0;
  std::int64_t chunk_ = 0;
};

}  // namespace

Search::Search(const SearchRequest& request, VisitFound visit)
    : request_(request), visit_(std::move(visit)), free_(request.needles.size()) {}

std::int64_t Search::reach() const {
  std::int64_t most = 0;
  for (const NeedlePtr& each : request_.needles) most = std::max(most, each->reach());
  return most;
}

bool Search::add(const View& bytes, std::int64_t from, std::int64_t end,
                 const OnProgress& on_progress) {
  Searching searching(bytes, request_, {from, end - from});
  const auto needles = static_cast<std::int64_t>(searching.needles());
  HitSink sink(searching, visit_, free_);
  const auto make = [&](std::int64_t k, TextBuffer& out) {
    std::vector<Hit> hits;
    const std::int64_t chunk = k / needles;
    searching.collect_chunk(static_cast<std::size_t>(k % needles), chunk, hits);
    out.append({reinterpret_cast<const char*>(hits.data()), hits.size() * sizeof(Hit)});
  };
  const auto parts = searching.chunks() * needles;
  const auto written = [&](std::int64_t k) {
    if (on_progress) on_progress(static_cast<double>(k + 1) / static_cast<double>(parts));
  };
  try {
    write_in_order(parts, request_.threads, make, sink, written);
  } catch (const Enough&) {
    return false;  // nothing else ends the work of others
  }
  return true;
}

std::int64_t independent_start(const View& bytes, const SearchRequest& request,
                               std::int64_t offset) {
  if (request.overlap || request.items != nullptr) return offset;
  SearchRequest all = request;
  all.overlap = true;
  all.most = std::numeric_limits<std::size_t>::max();
  const std::int64_t reach = Search(all, {}).reach();
  const std::int64_t window = std::max(reach, request.chunk);
  // Hits that begin further in front than `reach` end in front of `start`; others move it.
  for (std::int64_t start = offset, end = offset; end > 0 && end > start - reach;) {
    const std::int64_t begin = std::max<std::int64_t>(0, end - window);
    std::vector<Hit> hits;
    Search(all, [&](const Hit& hit) {
      hits.push_back(hit);
      return true;
    }).add(bytes, begin, end, {});
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
      if (hit->offset + hit->size > start) start = hit->offset;
    }
    end = begin;
    offset = start;
  }
  return offset;
}

void search(const View& bytes, const SearchRequest& request, const VisitFound& visit,
            const OnProgress& on_progress) {
  Search(request, visit).add(bytes, 0, bytes.size(), on_progress);
}

}  // namespace bview
