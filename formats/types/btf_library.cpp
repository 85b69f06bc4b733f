// SPDX-License-Identifier: MIT

#include <bview/formats/types/btf_library.hpp>
#include <bview/formats/types/shared_library.hpp>

#ifdef BVIEW_HAS_BTF
namespace bview {
namespace {

constexpr SharedLibrary kLibbpf{"libbpf.so.1", "reading BTF", "libbpf1"};

BtfLibrary load_libbpf() {
  void* const library = kLibbpf.open();
  BtfLibrary calls{};
#define X(call) kLibbpf.find(library, #call, calls.call);
  BVIEW_BTF_CALLS(X)
#undef X
  calls.libbpf_set_print(nullptr);  // errors are ours to tell
  return calls;
}

}  // namespace

const BtfLibrary& btf_library() {
  static const BtfLibrary calls = load_libbpf();
  return calls;
}

}  // namespace bview
#endif
