// SPDX-License-Identifier: MIT

#include <bview/formats/types/btf_library.hpp>
#include <bview/formats/types/shared_library.hpp>

#ifdef BVIEW_HAS_BTF
namespace bview {
namespace {

constexpr SharedLibrary kLibrary{"libbpf.so.1", "reading BTF", "libbpf1"};

BtfLibrary loaded() {
  void* const library = kLibrary.open();
  BtfLibrary calls{};
#define X(call) kLibrary.find(library, #call, calls.call);
  BVIEW_BTF_CALLS(X)
#undef X
  calls.libbpf_set_print(nullptr);  // errors are ours to tell
  return calls;
}

}  // namespace

const BtfLibrary& btf_library() {
  static const BtfLibrary calls = loaded();
  return calls;
}

}  // namespace bview
#endif
