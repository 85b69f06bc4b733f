// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
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

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/lost_bytes.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/pages.hpp>
#include <bview/core/quote.hpp>

namespace bview {
namespace {

namespace ipc = boost::interprocess;

// What the signal handler may read: mappings and the names to report them under.
// A slot is free while its size is 0. More mappings than slots go unnamed.
struct Mapped {
  std::atomic<const std::byte*> data;
  std::atomic<std::size_t> size;
  std::atomic<std::size_t> first;  // offset of `data` in the file
  int descriptor = -1;             // to read the same bytes from
  std::array<char, 256> name;
};
std::array<Mapped, 8> g_mapped;
std::atomic<const char*> g_advice = "";
std::atomic_flag g_told = ATOMIC_FLAG_INIT;
std::mutex g_mapped_lock;  // for those who change slots; the handler only reads

void remember(const std::byte* data, std::size_t size, std::size_t first, const std::string& name,
              int descriptor = -1) {
  const std::lock_guard lock(g_mapped_lock);
  for (Mapped& slot : g_mapped) {
    if (slot.size != 0) continue;
    const std::size_t length = std::min(name.size(), slot.name.size() - 1);
    std::copy_n(name.begin(), length, slot.name.begin());
    slot.name[length] = '\0';
    slot.data = data;
    slot.first = first;
    slot.descriptor = descriptor;
    slot.size = size;
    return;
  }
}

std::string name_of(const std::byte* data) {
  const std::lock_guard lock(g_mapped_lock);
  for (const Mapped& slot : g_mapped) {
    if (slot.size != 0 && slot.data == data) return slot.name.data();
  }
  return "a file";
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
    // Other threads miss their bytes, too; one of them says so.
    while (g_told.test_and_set()) ::pause();
    SignalMessage message;
    message << "bview: " << slot.name.data() << " lost its bytes from offset "
            << slot.first + static_cast<std::size_t>(address - data)
            << " on while it was in use: it was truncated, or its disk failed or is full"
            << g_advice.load() << "\n";
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
  std::shared_ptr<const Descriptor> file;  // what was mapped for reading
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

ipc::mode_t mode_of(Access access) {
  if (access == Access::Private) return ipc::copy_on_write;
  return access == Access::Read ? ipc::read_only : ipc::read_write;
}

/// Maps the bytes `part`, which begins a page, of a file of `size` bytes.
Buffer map_bytes(int descriptor, Access access, const Extent& part, std::int64_t size,
                 const std::string& name) {
  const ipc::mode_t mode = mode_of(access);
  const bool readonly = access == Access::Read;
  if (part.size == 0) return {Bytes{nullptr, size, readonly, part.offset}, nullptr};
  const auto mapped = static_cast<std::size_t>(part.size);
  auto region = attempt("map", name, [&] {
    return std::make_shared<ipc::mapped_region>(Mappable{descriptor}, mode, part.offset, mapped);
  });
  auto* data = static_cast<std::byte*>(region->get_address());
  const auto file =
      std::make_shared<const Descriptor>(readonly ? ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0) : -1);
  remember(data, mapped, static_cast<std::size_t>(part.offset), name, file->get());
  std::shared_ptr<const void> owner(data, Unmap{std::move(region), file});
  return {Bytes{data, size, readonly, part.offset}, std::move(owner)};
}

}  // namespace

std::int64_t mappable_size(int descriptor, const std::string& name) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw system_error("read the size of", name, errno);
  if (S_ISREG(status.st_mode)) return status.st_size;
  if (S_ISDIR(status.st_mode)) refuse("map", name, "it is a directory");
  if (!S_ISBLK(status.st_mode)) refuse("map", name, "it is no regular file or block device");
  const off_t end = ::lseek(descriptor, 0, SEEK_END);
  return std::max<off_t>(end, 0);
}

Buffer map_descriptor(int descriptor, Access access, const std::string& name) {
  const std::int64_t size = mappable_size(descriptor, name);
  return map_bytes(descriptor, access, {0, size}, size, name);
}

Buffer map_part(int descriptor, Access access, const Extent& part, std::int64_t size,
                const std::string& name) {
  const std::int64_t first = part.offset / kPages * kPages;
  return map_bytes(descriptor, access, {first, part.offset + part.size - first}, size, name);
}

bool leaves_room(std::int64_t size) {
  struct rlimit limit {};
  return ::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
         static_cast<rlim_t>(size) <= limit.rlim_cur / 2;
}

Buffer map_file(const std::string& path, Access access) {
  const ipc::mode_t mode = access == Access::ReadWrite ? ipc::read_write : ipc::read_only;
  const std::string name = quoted(path);
  const auto file = attempt("open", name, [&] { return ipc::file_mapping(path.c_str(), mode); });
  return map_descriptor(file.get_mapping_handle().handle, access, name);
}

Buffer padded(const Buffer& buffer, std::int64_t count, std::byte fill) {
  if (count == 0) return buffer;
  const Bytes& given = buffer.bytes();
  const auto size = static_cast<std::size_t>(given.size + count);
  void* const range = reserve_addresses(size);
  if (range == nullptr) throw system_error("keep", "the padded bytes in memory", errno);
  auto* const data = static_cast<std::byte*>(range);
  // The last page, and what is no mapping, is copied.
  std::size_t shared = static_cast<std::size_t>(given.size / kPages * kPages);
  if (region_of(buffer) == nullptr || !share_pages(given.data, range, shared)) shared = 0;
  if (::mprotect(data + shared, size - shared, PROT_READ | PROT_WRITE) != 0) {
    throw system_error("keep", "the padded bytes in memory", errno);
  }
  std::copy(given.data + shared, given.data + given.size, data + shared);
  std::fill_n(data + given.size, count, fill);
  remember(data, size, 0, name_of(given.data));
  const auto release = [size, owner = buffer.owner()](const std::byte* gone) {
    forget(gone);
    ::munmap(const_cast<std::byte*>(gone), size);
  };
  return {Bytes{data, static_cast<std::int64_t>(size), true},
          std::shared_ptr<const void>(data, release)};
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

int descriptor_of(const Bytes& bytes) {
  const std::lock_guard lock(g_mapped_lock);
  for (const Mapped& slot : g_mapped) {
    if (slot.size != 0 && slot.data == bytes.data) return slot.descriptor;
  }
  return -1;
}

void give_back(const Buffer& buffer) {
  const ipc::mapped_region* const region = region_of(buffer);
  if (region == nullptr) return;
  advise_pages(region->get_address(), region->get_size(), PageAdvice::NotNeeded);
}

MemoryKeeper::MemoryKeeper(Buffer buffer, const View& view)
    : buffer_(std::move(buffer)),
      direction_(direction_of(view)),
      first_(view.offset()),
      span_(view.size() == 0 ? 0 : view.offset_of(view.size() - 1) - first_) {
  // A single item may be as large as a file.
  if (direction_ == Direction::Forwards && view.size() > 0) span_ += view.itemsize();
}

void MemoryKeeper::after_chunk(double done) {
  constexpr std::int64_t kStep = std::int64_t{32} << 20;
  const auto read = static_cast<std::int64_t>(done * static_cast<double>(span_));
  if (direction_ == Direction::Mixed || std::abs(read - given_) < kStep) return;
  const auto [from, to] = std::minmax({first_ + given_, first_ + read});  // copies
  given_ = read;
  const ipc::mapped_region* const region = region_of(buffer_);
  if (region == nullptr) return;
  const std::int64_t start = from / kPages * kPages;
  auto* const data = buffer_.bytes().at(start);
  advise_pages(data, static_cast<std::size_t>(to - start), PageAdvice::NotNeeded);
}

void advise_on_lost_bytes(const char* advice) { g_advice = advice; }

void report_lost_bytes() {
  struct sigaction action {};
  action.sa_sigaction = on_lost_page;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &action, nullptr);
}

}  // namespace bview
