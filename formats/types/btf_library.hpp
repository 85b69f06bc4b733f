// SPDX-License-Identifier: MIT
// formats/types/btf_library.hpp - libbpf, which start-up does not pay for.
//
// Where its headers are missing, bview is built without it, and nothing here is but a sentence.

#pragma once

#if __has_include(<bpf/btf.h>) && __has_include(<bpf/libbpf.h>)
#define BVIEW_HAS_BTF
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#endif

namespace bview {

#ifdef BVIEW_HAS_BTF
// clang-format off
#define BVIEW_BTF_CALLS(X)                                                              \
  X(btf__parse) X(btf__parse_split) X(btf__free) X(btf__type_cnt) X(btf__type_by_id)    \
  X(btf__name_by_offset) X(btf__resolve_size) X(btf__pointer_size) X(btf__endianness)   \
  X(libbpf_set_print)
// clang-format on

struct BtfLibrary {
#define X(call) decltype(&::call) call;
  BVIEW_BTF_CALLS(X)
#undef X
};

/// \throws Error{Errc::File} where it is not installed.
[[nodiscard]] const BtfLibrary& btf_library();
#endif

}  // namespace bview
