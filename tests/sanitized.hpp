// SPDX-License-Identifier: MIT
// tests/sanitized.hpp - whether this is a build under sanitizers, in which all takes longer.

#pragma once

namespace bview::testing {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace bview::testing
