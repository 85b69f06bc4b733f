// SPDX-License-Identifier: MIT

#include "app/explore/document.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include <bview/core/descriptor.hpp>
#include <bview/core/error.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/quote.hpp>

#include "app/formula_options.hpp"
#include "app/opened_file.hpp"
#include "app/part_options.hpp"
#include "app/patch_planning.hpp"
#include "app/patch_writing.hpp"
#include "app/patching.hpp"

namespace bview {
namespace {

/// What is said elsewhere on standard error would be written over the screen.
Options silent(Options options) {
  options.quiet = true;
  options.no_progress = true;
  return options;
}

/// A stream is read whole: who explores goes to and fro.
void read_stream(Input& input) {
  if (input.stream && !is_large_file(input)) input = read_whole(std::move(input), std::nullopt);
}

/// What was staged must still stand where it was seen.
void refuse_changed(const Edit& edit, const Bytes& bytes) {
  const std::byte* const now = bytes.at(edit.offset);
  if (std::equal(edit.old_bytes.begin(), edit.old_bytes.end(), now)) return;
  throw Error(Errc::File, fmt::format("the bytes at offset 0x{:x} have changed since they were "
                                      "shown; nothing was written, and u takes edits back",
                                      edit.offset));
}

}  // namespace

Document::Document(const Options& typed) : laid_(laid(typed)), seen_(look()) {}

void Document::lay(const Options& typed) { laid_ = laid(typed); }

std::unique_ptr<Document::Laid> Document::laid_exactly(const Options& typed) {
  auto made = std::make_unique<Laid>();
  made->typed = typed;
  made->plain = typed.part ? with_part(silent(typed), false) : silent(typed);
  Input input = open_file(made->plain);
  read_stream(input);
  if (has_formulas(made->plain)) {
    Numbered numbered = with_numbers(made->plain, input);
    made->plain = std::move(numbered.options);
    made->request = std::move(numbered.request);
  } else {
    made->request = view_request(made->plain);
  }
  const bool large = is_large_file(input);
  if (made->request.layout.is_fixed()) {
    made->session = make_session(std::move(input), made->request, made->plain,
                                 large ? Keep::Nothing : Keep::Bytes);
  } else {
    made->session.input = std::move(input);
  }
  const Input& opened = made->session.input;
  made->descriptor = large ? opened.large_file : descriptor_of(opened.buffer.bytes());
  return made;
}

/// A file whose last item is not whole is looked at all the same.
std::unique_ptr<Document::Laid> Document::laid(const Options& typed) {
  try {
    return laid_exactly(typed);
  } catch (const Error& error) {
    if (typed.rest || error.code() != Errc::BadShape) throw;
    Options whole_ones = typed;
    whole_ones.rest = true;
    try {
      auto made = laid_exactly(whole_ones);
      made->typed.rest = false;
      return made;
    } catch (const Error&) {
      throw Error(error);
    }
  }
}

std::int64_t Document::read(std::int64_t offset, std::span<std::byte> into) const {
  const Bytes& bytes = laid_->session.input.buffer.bytes();
  if (offset < bytes.first || offset >= bytes.size) return 0;
  const std::int64_t wanted = std::min(std::ssize(into), bytes.size - offset);
  std::int64_t got = 0;
  if (laid_->descriptor < 0) {
    std::memcpy(into.data(), bytes.at(offset), static_cast<std::size_t>(wanted));
    got = wanted;
  }
  while (got < wanted) {
    const ssize_t count = ::pread(laid_->descriptor, into.data() + got,
                                  static_cast<std::size_t>(wanted - got), offset + got);
    if (count < 0 && try_again(laid_->descriptor, POLLIN)) continue;
    if (count <= 0) break;  // it became shorter, or its disk fails there
    got += count;
  }
  staged_.lay_over(offset, into.first(static_cast<std::size_t>(got)));
  return got;
}

std::int64_t Document::next_data(std::int64_t offset) const {
  if (laid_->descriptor < 0) return offset;
  const off_t data = ::lseek(laid_->descriptor, offset, SEEK_DATA);
  if (data >= 0) return data;
  return errno == ENXIO ? size() : offset;
}

/// Nothing of what was read as a stream, or has no name.
std::optional<Document::Seen> Document::look() const {
  const auto& identity = laid_->session.input.identity;
  struct stat now {};
  const bool named = identity && identity->inode != 0 && (laid_->descriptor >= 0 || size() == 0) &&
                     ::stat(typed().operands.front().c_str(), &now) == 0 && S_ISREG(now.st_mode);
  if (!named) return std::nullopt;
  constexpr std::int64_t kSecond = 1'000'000'000;
  return Seen{now.st_size, now.st_mtim.tv_sec * kSecond + now.st_mtim.tv_nsec, now.st_ino};
}

bool Document::look_again() {
  const auto now = look();
  if (!now || now == std::exchange(seen_, now)) return false;
  const bool replaced = now->inode != laid_->session.input.identity->inode;
  if (replaced || now->size != size()) laid_ = laid(typed());
  return true;
}

void Document::require_writable() const {
  const Input& opened = laid_->session.input;
  if (typed().part) static_cast<void>(with_part(silent(typed()), true));
  if (!opened.identity) {
    throw Error(Errc::ReadOnly, fmt::format("{} is no file that could be written", opened.name));
  }
  if (opened.readonly) {
    throw Error(Errc::ReadOnly, fmt::format("you may not write to {}", opened.name));
  }
}

bool Document::has_checksum() const {
  if (!typed().part) return false;
  Options mending = silent(typed());
  mending.fix = {"auto"};
  try {
    return !with_part(mending, true).fix.empty();
  } catch (const Error&) {
    return false;  // it has none, or the file tells of none any more
  }
}

void Document::write() {
  Options options = silent(typed());
  options.no_wait = true;  // who waits sees a screen that hangs
  const auto disk = open_for_patching(options, staged_.reach());
  if (!is_same_file(disk->identity(), *input().identity)) {
    throw Error(Errc::File,
                fmt::format("{} was replaced since it was opened; nothing was written", name()));
  }
  refuse_interrupted(options, *disk);
  static_cast<void>(run_planned(options, disk.get(), [&](const PatchPlanning& planning) {
    staged_.for_each([&](const Edit& edit) {
      refuse_changed(edit, disk->data());
      planning.add(edit);
    });
    return PlanOutcome::Planned;
  }));
  staged_.clear();
}

}  // namespace bview
