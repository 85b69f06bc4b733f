// SPDX-License-Identifier: MIT
// formats/picture/dither.hpp - a picture in few colours, which are mixed in the eye.
//
// Source: R. W. Floyd, L. Steinberg, "An adaptive algorithm for spatial grey scale", Proc. SID 17
// (1976).

#pragma once

#include <bview/formats/picture/canvas.hpp>

namespace bview {

/// The nearest of the colours that there are.
using NearestColour = Rgb (*)(const Rgb& colour);

/// The canvas in these colours, what a pixel lacks being handed on to those behind and below.
[[nodiscard]] Canvas dithered(const Canvas& canvas, NearestColour nearest);

}  // namespace bview
