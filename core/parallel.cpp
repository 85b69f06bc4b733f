// SPDX-License-Identifier: MIT

#include <bview/core/parallel.hpp>

#ifdef __linux__
#include <sched.h>
#endif

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace bview {
namespace {

struct Chunk {
  std::int64_t number;
  TextBuffer text;
  std::exception_ptr failure;
};

/// Workers that make chunks. Whoever has made the one that is to be written next writes
/// it and all behind it that are there; the others go on, so that nobody waits as long as
/// there is an empty chunk.
class Workers {
 public:
  Workers(std::int64_t count, int threads,
          const std::function<void(std::int64_t, TextBuffer&)>& make, Sink& sink,
          const std::function<void(std::int64_t)>& written,
          const std::function<std::int64_t(std::int64_t)>& next)
      : count_(count),
        make_(make),
        sink_(sink),
        after_(written),
        skip_(next),
        chunks_(static_cast<std::size_t>(threads) * 2) {
    for (Chunk& chunk : chunks_) free_.push_back(&chunk);
    ready_.resize(chunks_.size());
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      freed_.wait(lock, [&] { return !free_.empty() || is_over(); });
      if (skip_) next_ = std::min(count_, skip_(next_));
      if (is_over()) return;
      const std::int64_t place = taken_++;
      Chunk* const chunk = free_.back();  // the last one used: the one that is in the cache
      free_.pop_back();
      chunk->number = next_++;
      lock.unlock();
      fill(*chunk);
      lock.lock();
      ready(place) = chunk;
      if (!writing_) write_ready(lock);
    }
  }

  /// For the time when all workers are done.
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  [[nodiscard]] bool is_over() const { return next_ == count_ || failure_; }

  /// No two chunks on their way have the same place: as many are on their way as there are.
  Chunk*& ready(std::int64_t place) {
    return ready_[static_cast<std::size_t>(place) % ready_.size()];
  }

  void fill(Chunk& chunk) const {
    chunk.text.clear();
    try {
      make_(chunk.number, chunk.text);
    } catch (...) {
      chunk.failure = std::current_exception();
    }
  }

  void write_ready(std::unique_lock<std::mutex>& lock) {
    writing_ = true;
    while (Chunk* const chunk = std::exchange(ready(written_), nullptr)) {
      lock.unlock();
      const std::exception_ptr failure = write(*chunk);
      lock.lock();
      failure_ = failure;
      if (failure) return freed_.notify_all();  // and nothing is written any more
      ++written_;
      free_.push_back(chunk);
      freed_.notify_one();
    }
    writing_ = false;
  }

  std::exception_ptr write(const Chunk& chunk) const {
    if (chunk.failure) return chunk.failure;
    try {
      sink_.write(chunk.text.text());
      if (after_) after_(chunk.number);
    } catch (...) {
      return std::current_exception();
    }
    return nullptr;
  }

  const std::int64_t count_;
  const std::function<void(std::int64_t, TextBuffer&)>& make_;
  Sink& sink_;
  const std::function<void(std::int64_t)>& after_;
  const std::function<std::int64_t(std::int64_t)>& skip_;
  std::vector<Chunk> chunks_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable freed_;
  std::vector<Chunk*> free_;
  std::vector<Chunk*> ready_;
  std::int64_t next_ = 0;     // the chunk that nobody has taken yet
  std::int64_t taken_ = 0;    // chunks
  std::int64_t written_ = 0;  // chunks
  bool writing_ = false;      // a worker does, with the lock open
  std::exception_ptr failure_;
};

}  // namespace

void write_in_order(std::int64_t chunks, int threads,
                    const std::function<void(std::int64_t, TextBuffer&)>& make, Sink& sink,
                    const std::function<void(std::int64_t)>& written,
                    const std::function<std::int64_t(std::int64_t)>& next) {
  Workers workers(chunks, threads, make, sink, written, next);
  {
    std::vector<std::jthread> others;  // joined at the end of the block
    try {
      for (int k = 1; k < threads; ++k) others.emplace_back([&workers] { workers.work(); });
    } catch (const std::system_error&) {
      // The system gives no more threads; those that there are do the work.
    }
    workers.work();
  }
  workers.rethrow();
}

int usable_cores() {
#ifdef __linux__
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof(cores), &cores) == 0) return CPU_COUNT(&cores);
#endif
  const unsigned all = std::thread::hardware_concurrency();
  return all == 0 ? 1 : static_cast<int>(all);
}

}  // namespace bview
