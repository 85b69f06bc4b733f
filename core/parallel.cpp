#include "core/parallel.hpp"

#include <sched.h>

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace bview {
namespace {

/// A place for one chunk on its way from a worker to the writer.
struct Slot {
  TextBuffer text;
  std::exception_ptr failure;
  bool ready = false;
};

/// A ring of slots: chunk k uses slot k modulo their number, so a worker that is too
/// far ahead of the writer waits for its slot.
class Pipeline {
 public:
  Pipeline(std::int64_t chunks, int threads,
           const std::function<void(std::int64_t, TextBuffer&)>& make)
      : chunks_(chunks), make_(make), slots_(static_cast<std::size_t>(threads) * 3) {
    workers_.reserve(static_cast<std::size_t>(threads));
    for (int k = 0; k < threads; ++k) workers_.emplace_back([this] { work(); });
  }
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    changed_.notify_all();
  }

  void write_to(Sink& sink) {
    for (std::int64_t k = 0; k < chunks_; ++k) {
      Slot& slot = slot_of(k);
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return slot.ready; });
      }
      if (slot.failure) std::rethrow_exception(slot.failure);
      sink.write(slot.text.text());
      {
        const std::lock_guard lock(mutex_);
        slot.ready = false;
        ++written_;
      }
      changed_.notify_all();
    }
  }

 private:
  Slot& slot_of(std::int64_t k) { return slots_[static_cast<std::size_t>(k) % slots_.size()]; }

  /// The next chunk to make; false when there is none, or nobody wants it any more.
  bool take(std::int64_t& k) {
    std::unique_lock lock(mutex_);
    if (next_ == chunks_) return false;
    k = next_++;
    const auto slots = static_cast<std::int64_t>(slots_.size());
    changed_.wait(lock, [&] { return stopped_ || k < written_ + slots; });
    return !stopped_;
  }

  void work() {
    for (std::int64_t k = 0; take(k);) {
      Slot& slot = slot_of(k);
      slot.text.clear();
      try {
        make_(k, slot.text);
      } catch (...) {
        slot.failure = std::current_exception();
      }
      {
        const std::lock_guard lock(mutex_);
        slot.ready = true;
      }
      changed_.notify_all();
    }
  }

  const std::int64_t chunks_;
  const std::function<void(std::int64_t, TextBuffer&)>& make_;
  std::vector<Slot> slots_;
  std::mutex mutex_;  // guards the rest and every Slot::ready
  std::condition_variable changed_;
  std::int64_t next_ = 0;
  std::int64_t written_ = 0;
  bool stopped_ = false;
  std::vector<std::jthread> workers_;  // last: joined before anything above goes
};

}  // namespace

void write_in_order(std::int64_t chunks, int threads,
                    const std::function<void(std::int64_t, TextBuffer&)>& make, Sink& sink) {
  Pipeline(chunks, threads, make).write_to(sink);
}

int usable_cores() {
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof(cores), &cores) == 0) return CPU_COUNT(&cores);
  const unsigned all = std::thread::hardware_concurrency();
  return all == 0 ? 1 : static_cast<int>(all);
}

}  // namespace bview
