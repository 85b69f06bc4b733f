// SPDX-License-Identifier: MIT

#include "app/kept_edits.hpp"

#include <cstring>

namespace bview {
namespace {

struct Head {
  std::int64_t offset;
  std::int64_t size;
  std::int64_t values;
};

}  // namespace

void KeptEdits::add(const Edit& edit) {
  count(edit);
  if (edit.new_bytes.empty()) return;
  const Head head{edit.offset, std::ssize(edit.new_bytes), edit.values};
  spool_.add(std::as_bytes(std::span(&head, 1)));
  spool_.add(edit.new_bytes);
}

EditSource KeptEdits::edits(Bytes bytes, const OnProgress& on_progress) const {
  return [this, bytes, on_progress](const EditVisitor& visit) {
    const Bytes& kept = kept_.bytes();
    for (std::int64_t at = 0; at < kept.size;) {
      Head head{};
      std::memcpy(&head, kept.data + at, sizeof head);
      at += static_cast<std::int64_t>(sizeof head);
      const auto size = static_cast<std::size_t>(head.size);
      visit({head.offset, {bytes.at(head.offset), size}, {kept.data + at, size}, head.values});
      at += head.size;
      if (on_progress) on_progress(static_cast<double>(at) / static_cast<double>(kept.size));
    }
  };
}

}  // namespace bview
