#include "core/source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "core/error.hpp"
#include "core/quote.hpp"

namespace bview {

std::size_t FdSource::read(std::span<char> into) {
  for (;;) {
    const ssize_t taken = ::read(descriptor_, into.data(), into.size());
    if (taken >= 0) return static_cast<std::size_t>(taken);
    if (try_again(descriptor_, POLLIN)) continue;
    throw system_error("read", name_, errno);
  }
}

std::unique_ptr<Source> open_source(const std::string& path) {
  if (path == "-") return std::make_unique<FdSource>(STDIN_FILENO, "standard input");
  const std::string name = quoted(path);
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) throw system_error("open", name, errno);
  return std::make_unique<FileSource>(std::move(file), name);
}

std::size_t StringSource::read(std::span<char> into) {
  const std::string_view rest = std::string_view(text_).substr(at_);
  const std::size_t taken = rest.copy(into.data(), std::min(into.size(), step_));
  at_ += taken;
  return taken;
}

}  // namespace bview
