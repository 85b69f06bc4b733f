#include "core/mapping.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/interprocess/file_mapping.hpp>
#include <boost/interprocess/mapped_region.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <utility>

#include "core/error.hpp"
#include "core/pages.hpp"
#include "core/quote.hpp"

namespace bview {
namespace {

namespace ipc = boost::interprocess;

// What the signal handler may read: mappings and the names to report them under.
// A slot is free while its size is 0. More mappings than slots go unnamed.
struct Mapped {
  std::atomic<const std::byte*> data;
  std::atomic<std::size_t> size;
  std::array<char, 256> name;
};
std::array<Mapped, 8> g_mapped;
std::mutex g_mapped_lock;  // for those who change slots; the handler only reads

void remember(const std::byte* data, std::size_t size, const std::string& name) {
  const std::lock_guard lock(g_mapped_lock);
  for (Mapped& slot : g_mapped) {
    if (slot.size != 0) continue;
    const std::size_t length = std::min(name.size(), slot.name.size() - 1);
    std::copy_n(name.begin(), length, slot.name.begin());
    slot.name[length] = '\0';
    slot.data = data;
    slot.size = size;
    return;
  }
}

void forget(const std::byte* data) {
  const std::lock_guard lock(g_mapped_lock);
  for (Mapped& slot : g_mapped) {
    if (slot.size != 0 && slot.data == data) slot.size = 0;
  }
}

// Everything here is async-signal-safe: fixed memory, write, _exit.
class SignalMessage {
 public:
  SignalMessage& operator<<(const char* text) {
    while (*text != '\0' && size_ < text_.size()) text_[size_++] = *text++;
    return *this;
  }
  SignalMessage& operator<<(std::size_t number) {
    std::array<char, 21> digits{};
    std::size_t at = digits.size() - 1;
    do {
      digits[--at] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    return *this << &digits[at];
  }
  void send() const {
    const ssize_t ignored = ::write(STDERR_FILENO, text_.data(), size_);
    static_cast<void>(ignored);
  }

 private:
  std::array<char, 512> text_{};
  std::size_t size_ = 0;
};

void on_lost_page(int, siginfo_t* signal, void*) {
  const auto* address = static_cast<const std::byte*>(signal->si_addr);
  for (const Mapped& slot : g_mapped) {
    const std::byte* data = slot.data;
    if (slot.size == 0 || address < data || address >= data + slot.size) continue;
    SignalMessage message;
    message << "bview: " << slot.name.data() << " lost its bytes from offset "
            << static_cast<std::size_t>(address - data)
            << " on while it was in use: it was truncated, or its disk failed or is full\n";
    message.send();
    ::_exit(2);
  }
  ::signal(SIGBUS, SIG_DFL);  // not ours: let the fault happen again
}

[[noreturn]] void refuse(const char* verb, const std::string& name, const char* reason) {
  throw Error(Errc::File, fmt::format("cannot {} {}: {}", verb, name, reason));
}

/// Does a step of Boost's, whose refusal becomes an Error.
template <class Step>
auto attempt(const char* verb, const std::string& name, const Step& step) {
  try {
    return step();
  } catch (const ipc::interprocess_exception& refused) {
    const int reason = refused.get_native_error();
    refuse(verb, name, reason != 0 ? std::strerror(reason) : refused.what());
  }
}

/// Owns the mapping that a Buffer looks into.
struct Unmap {
  std::shared_ptr<ipc::mapped_region> region;
  void operator()(const std::byte* gone) const { forget(gone); }
};

/// The mapping that a buffer looks into, if it is one. Others get no advice: to give back
/// memory that is no file would lose what it holds.
const ipc::mapped_region* region_of(const Buffer& buffer) {
  const Unmap* const mapped = std::get_deleter<Unmap>(buffer.owner());
  return mapped == nullptr ? nullptr : mapped->region.get();
}

/// An open file as mapped_region wants to see one.
struct Mappable {
  int descriptor;
  [[nodiscard]] ipc::mapping_handle_t get_mapping_handle() const { return {descriptor, false}; }
};

std::size_t size_of(int descriptor, const std::string& name) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw system_error("read the size of", name, errno);
  if (S_ISREG(status.st_mode)) return static_cast<std::size_t>(status.st_size);
  if (S_ISDIR(status.st_mode)) refuse("map", name, "it is a directory");
  if (!S_ISBLK(status.st_mode)) refuse("map", name, "it is no regular file or block device");
  const off_t end = ::lseek(descriptor, 0, SEEK_END);
  return end < 0 ? 0 : static_cast<std::size_t>(end);
}

}  // namespace

Buffer map_descriptor(int descriptor, Access access, const std::string& name) {
  const ipc::mode_t mode = access == Access::Read ? ipc::read_only : ipc::read_write;
  const std::size_t size = size_of(descriptor, name);
  const bool readonly = access == Access::Read;
  if (size == 0) return {Bytes{nullptr, 0, readonly}, nullptr};
  auto region = attempt("map", name, [&] {
    return std::make_shared<ipc::mapped_region>(Mappable{descriptor}, mode, 0, size);
  });
  auto* data = static_cast<std::byte*>(region->get_address());
  remember(data, size, name);
  std::shared_ptr<const void> owner(data, Unmap{std::move(region)});
  return {Bytes{data, static_cast<std::int64_t>(size), readonly}, std::move(owner)};
}

Buffer map_file(const std::string& path, Access access) {
  const ipc::mode_t mode = access == Access::Read ? ipc::read_only : ipc::read_write;
  const std::string name = quoted(path);
  const auto file = attempt("open", name, [&] { return ipc::file_mapping(path.c_str(), mode); });
  return map_descriptor(file.get_mapping_handle().handle, access, name);
}

void expect_reading(const Buffer& buffer, const ByteRuns& runs) {
  const ipc::mapped_region* const region = region_of(buffer);
  if (region == nullptr) return;
  if (are_scattered(runs)) {
    advise_pages(region->get_address(), region->get_size(), PageAdvice::Scattered);
  } else if (direction_of(runs.starts) == Direction::Forwards) {
    advise_pages(region->get_address(), region->get_size(), PageAdvice::InOrder);
  }
}

MemoryKeeper::MemoryKeeper(Buffer buffer, const View& view)
    : buffer_(std::move(buffer)),
      direction_(direction_of(view)),
      first_(view.offset()),
      span_(view.size() == 0 ? 0 : view.offset_of(view.size() - 1) - first_) {}

void MemoryKeeper::after_chunk(double done) {
  constexpr std::int64_t kStep = std::int64_t{32} << 20;
  const auto read = static_cast<std::int64_t>(done * static_cast<double>(span_));
  if (direction_ == Direction::Mixed || std::abs(read - given_) < kStep) return;
  const auto [from, to] = std::minmax({first_ + given_, first_ + read});  // copies
  given_ = read;
  const ipc::mapped_region* const region = region_of(buffer_);
  if (region == nullptr) return;
  const std::int64_t start = from / kPages * kPages;
  auto* const data = static_cast<std::byte*>(region->get_address()) + start;
  advise_pages(data, static_cast<std::size_t>(to - start), PageAdvice::NotNeeded);
}

void report_lost_bytes() {
  struct sigaction action {};
  action.sa_sigaction = on_lost_page;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace bview
