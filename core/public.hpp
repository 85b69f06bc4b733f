// SPDX-License-Identifier: MIT
// core/public.hpp - the mark of what programs may use.
//
// All else of the shared library is hidden. The headers that are installed open their namespace
// with the mark, and no other header does; tests/install.sh holds them to it.

#pragma once

#define BVIEW_PUBLIC [[gnu::visibility("default")]]
