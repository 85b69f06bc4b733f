// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <bview/core/error.hpp>

#include "app/window.hpp"

namespace bview {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

std::array<std::byte, 10> g_bytes;

View lay(std::int64_t size, std::int64_t itemsize, const WindowRequest& request) {
  return lay_view({g_bytes.data(), size, true}, itemsize, request, "'f'");
}

// --- all small windows, against a slow model ------------------------------------------------

using Offset = std::optional<std::int64_t>;

/// Shape, strides and offset, found item by item; nothing if the request is wrong.
struct Model {
  Lengths shape;
  Lengths strides;
  std::int64_t offset;

  bool operator==(const Model&) const = default;
};

/// Whether all items of a shape lie in [low, high).
bool all_inside(const Lengths& shape, const Lengths& strides, std::int64_t offset,
                std::int64_t itemsize, std::int64_t low, std::int64_t high) {
  Lengths offsets = {offset};
  for (std::size_t k = 0; k < shape.size(); ++k) {
    Lengths more;
    for (const std::int64_t base : offsets) {
      for (std::int64_t n = 0; n < shape[k]; ++n) more.push_back(base + n * strides[k]);
    }
    offsets = more;
  }
  for (const std::int64_t at : offsets) {
    if (at < low || at + itemsize > high) return false;
  }
  return true;
}

std::optional<Model> slow_lay(std::int64_t size, std::int64_t itemsize,
                              const WindowRequest& request) {
  const std::int64_t asked = request.offset.value_or(0);
  const std::int64_t start = asked < 0 ? asked + size : asked;
  const std::int64_t end = request.length ? start + *request.length : size;
  if (start < 0 || start > size || end < start || end > size) return std::nullopt;

  Model model{request.shape, {}, start};
  std::size_t inferred = model.shape.size();
  std::int64_t others = 1;  // items beside the inferred axis
  for (std::size_t k = 0; k < model.shape.size(); ++k) {
    if (model.shape[k] < -1 || (model.shape[k] == -1 && inferred < k)) return std::nullopt;
    if (model.shape[k] == -1) inferred = k;
    others *= model.shape[k] == -1 ? 1 : model.shape[k];
  }
  const bool infers = inferred < model.shape.size();

  if (request.strides) {
    model.strides = *request.strides;
    if (model.strides.size() != model.shape.size()) return std::nullopt;
    const std::int64_t low = request.length ? start : 0;
    const auto fits = [&] {
      return all_inside(model.shape, model.strides, start, itemsize, low, end);
    };
    if (!infers) return fits() ? std::optional(model) : std::nullopt;
    if (others == 0 || model.strides[inferred] == 0) return std::nullopt;
    std::int64_t& length = model.shape[inferred];
    for (length = 1; fits();) ++length;
    --length;
    return model;
  }

  const std::int64_t window = end - start;
  if (infers) {
    const std::int64_t step = others * itemsize;
    if (step == 0 || window % step != 0) return std::nullopt;
    model.shape[inferred] = window / step;
    others *= window / step;
  }
  const bool exact = request.length || !request.offset;
  const std::int64_t taken = others * itemsize;
  if (taken > window || (exact && taken != window)) return std::nullopt;
  model.strides.resize(model.shape.size());
  std::int64_t stride = itemsize;
  for (std::size_t n = 0; n < model.shape.size(); ++n) {
    const std::size_t k = request.order == Order::F ? n : model.shape.size() - 1 - n;
    model.strides[k] = stride;
    stride *= std::max<std::int64_t>(1, model.shape[k]);  // as numpy has it
  }
  return model;
}

std::optional<Model> real_lay(std::int64_t size, std::int64_t itemsize,
                              const WindowRequest& request) {
  try {
    const View view = lay(size, itemsize, request);
    return Model{view.shape(), view.strides(), view.offset()};
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string described(std::int64_t size, std::int64_t itemsize, const WindowRequest& request) {
  return fmt::format("{} bytes, itemsize {}, shape {}, strides {}, offset {}, length {}", size,
                     itemsize, request.shape, request.strides.value_or(Lengths{-99}),
                     request.offset.value_or(-99), request.length.value_or(-99));
}

void check_against_model(std::int64_t size, std::int64_t itemsize, const WindowRequest& request) {
  const auto real = real_lay(size, itemsize, request);
  if (real != slow_lay(size, itemsize, request)) {
    FAIL_CHECK(described(size, itemsize, request));
  }
  // A stream that is read no further gives the same view.
  const auto needed = bytes_needed(itemsize, request);
  if (needed && *needed < size && real_lay(*needed, itemsize, request) != real) {
    FAIL_CHECK("read up to " << *needed << ": " << described(size, itemsize, request));
  }
}

TEST_CASE("a small view is laid exactly where all its items lie inside the window") {
  std::vector<Lengths> shapes = {{}, {-2}};
  for (std::int64_t a = -1; a <= 3; ++a) {
    shapes.push_back({a});
    for (std::int64_t b = -1; b <= 3; ++b) shapes.push_back({a, b});
  }
  constexpr std::int64_t kStrides[] = {-2, 0, 1, 3};
  const Offset offsets[] = {std::nullopt, -9, -6, -1, 0, 1, 4, 8};
  const Offset lengths[] = {std::nullopt, -1, 0, 1, 4, 6};
  for (const std::int64_t size : {0, 1, 2, 5, 6, 8}) {
    for (std::int64_t itemsize = 0; itemsize <= 3; ++itemsize) {
      for (const Lengths& shape : shapes) {
        for (const Offset& offset : offsets) {
          for (const Offset& length : lengths) {
            WindowRequest request{offset, length, shape, std::nullopt, Order::C};
            check_against_model(size, itemsize, request);
            request.order = Order::F;
            check_against_model(size, itemsize, request);
            for (const std::int64_t a : kStrides) {
              request.strides = Lengths(shape.size(), a);
              check_against_model(size, itemsize, request);
              for (const std::int64_t b : kStrides) {
                if (shape.size() < 2 || a == b) continue;
                request.strides->back() = b;
                check_against_model(size, itemsize, request);
              }
            }
          }
        }
      }
    }
  }
}

// --- numbers beyond reason ------------------------------------------------------------------

TEST_CASE("no number overflows: every request is a view inside the bytes or an error") {
  constexpr std::int64_t kNumbers[] = {kMin, kMin + 1, -(std::int64_t{1} << 62), -1,       0,   1,
                                       3,    kMax / 2, std::int64_t{1} << 62,    kMax - 1, kMax};
  const auto check_request = [](std::int64_t itemsize, const WindowRequest& request) {
    try {
      const View view = lay(10, itemsize, request);
      for (std::int64_t n : {std::int64_t{0}, view.size() - 1}) {
        if (view.size() == 0) continue;
        const std::int64_t at = view.offset_of(n);
        if (at < 0 || at > 10 - itemsize) FAIL_CHECK(described(10, itemsize, request));
      }
    } catch (const Error& error) {
      if (error.code() != Errc::BadShape) FAIL_CHECK(described(10, itemsize, request));
    }
    static_cast<void>(bytes_needed(itemsize, request));
  };
  for (const std::int64_t itemsize :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{1} << 62, kMax}) {
    for (const std::int64_t a : kNumbers) {
      check_request(itemsize, {.shape = {a}});
      for (const std::int64_t b : kNumbers) {
        check_request(itemsize, {.shape = {a, b}});
        check_request(itemsize, {.shape = {a, b}, .order = Order::F});
        check_request(itemsize, {.offset = a, .length = b});
        check_request(itemsize, {.offset = 2, .shape = {a}, .strides = {{b}}});
        check_request(itemsize, {.offset = a, .shape = {b}});
        for (const std::int64_t c : kNumbers) {
          check_request(itemsize, {.offset = 7, .shape = {a, -1}, .strides = {{b, c}}});
          check_request(itemsize,
                        {.offset = 7, .length = 2, .shape = {a, -1}, .strides = {{b, c}}});
          check_request(itemsize, {.offset = 1, .shape = {a, 3, b}, .strides = {{c, 1, b}}});
          check_request(itemsize, {.offset = a, .length = c, .shape = {b}});
          check_request(itemsize, {.offset = 7, .shape = {2, 2, -1}, .strides = {{a, b, c}}});
        }
      }
    }
  }
}

}  // namespace
}  // namespace bview
