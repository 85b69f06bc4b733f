#include "core/file_lock.hpp"

#include <fmt/format.h>

#include <boost/interprocess/exceptions.hpp>
#include <boost/interprocess/sync/file_lock.hpp>

#include "core/error.hpp"
#include "core/quote.hpp"

namespace bview {

struct FileLock::Held {
  boost::interprocess::file_lock lock;
};

FileLock::FileLock(const std::string& path, WhenLocked when) : held_(std::make_unique<Held>()) {
  try {
    held_->lock = boost::interprocess::file_lock(path.c_str());
    if (when == WhenLocked::Wait) {
      held_->lock.lock();
      return;
    }
    if (held_->lock.try_lock()) return;
  } catch (const boost::interprocess::interprocess_exception& refused) {
    throw system_error("lock", bview::quoted(path), refused.get_native_error());
  }
  throw Error(Errc::File, fmt::format("another process is writing to {}; leave --no-wait out to "
                                      "wait for it",
                                      bview::quoted(path)));
}

FileLock::~FileLock() = default;

}  // namespace bview
