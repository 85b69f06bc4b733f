// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include <bview/core/cursor.hpp>
#include <bview/core/integers.hpp>
#include <bview/formats/output/widened.hpp>

namespace bview {
namespace {

struct Wider {
  ScalarType from;
  ScalarType to;
};
constexpr Wider kWider[] = {
    {ScalarType::Int24, ScalarType::Int32},
    {ScalarType::UInt24, ScalarType::UInt32},
    {ScalarType::BFloat16, ScalarType::Float32},
    {ScalarType::Float8E4M3, ScalarType::Float32},
    {ScalarType::Float8E5M2, ScalarType::Float32},
    {ScalarType::Float8E4M3Fnuz, ScalarType::Float32},
    {ScalarType::Float8E5M2Fnuz, ScalarType::Float32},
    {ScalarType::Int40, ScalarType::Int64},
    {ScalarType::UInt40, ScalarType::UInt64},
    {ScalarType::Int48, ScalarType::Int64},
    {ScalarType::UInt48, ScalarType::UInt64},
    {ScalarType::Int56, ScalarType::Int64},
    {ScalarType::UInt56, ScalarType::UInt64},
};

/// The type that stands for `type`; itself where numpy has it.
ScalarType wider(ScalarType type) {
  const auto* found = std::find_if(std::begin(kWider), std::end(kWider),
                                   [type](const Wider& row) { return row.from == type; });
  return found == std::end(kWider) ? type : found->to;
}

/// The same of a field: that of packed ones has room for their width.
ScalarType wider(const Field& field) {
  struct Width {
    int most;
    ScalarType is_unsigned;
    ScalarType is_signed;
  };
  constexpr Width kWidths[] = {{8, ScalarType::UInt8, ScalarType::Int8},
                               {16, ScalarType::UInt16, ScalarType::Int16},
                               {32, ScalarType::UInt32, ScalarType::Int32},
                               {64, ScalarType::UInt64, ScalarType::Int64}};
  if (!field.is_packed()) return wider(field.type);
  const auto* found = std::find_if(std::begin(kWidths), std::end(kWidths),
                                   [&](const Width& row) { return row.most >= field.bits->width; });
  if (found == std::end(kWidths)) return field.type;
  return field.bits->is_signed ? found->is_signed : found->is_unsigned;
}

/// Whether numpy has a type for the values of packed bits.
bool is_widened(const Field& field) { return field.is_packed() && field.bits->width <= 64; }

/// Values at `from`, one behind the other, as wider ones at `to`.
using Widen = void (*)(const std::byte* from, std::int64_t count, std::byte* to);

template <class T, Swap kSwap>
struct WidenKernel {
  static void run([[maybe_unused]] const std::byte* from, [[maybe_unused]] std::int64_t count,
                  [[maybe_unused]] std::byte* to) {
    // Every one of kWider has a value() that is of the wider type, or becomes it exactly.
    if constexpr (requires(T item) { item.value(); }) {
      using Result = std::conditional_t<kind_of<T> == Kind::Float, float, decltype(T{}.value())>;
      for (std::int64_t k = 0; k < count; ++k) {
        const auto value = static_cast<Result>(load<T, kSwap>(from).value());
        store<Result, kSwap>(value, to);
        from += sizeof(T);
        to += sizeof(Result);
      }
    }
  }
};

/// Bytes of a hole that a layout shows in front of `field`, or at its end.
std::int64_t shown_hole(const Layout& layout, std::int64_t from, std::int64_t to) {
  return layout.projected ? 0 : std::max<std::int64_t>(0, to - from);
}

/// From the bytes of an item to those of a widened one.
class Widening {
 public:
  explicit Widening(const Layout& layout) { add_record(layout); }

  void run(const std::byte* item, std::byte* to) const { run(steps_, item, to); }

 private:
  /// A copy of `count` bytes; with a kernel, so many values; with a body, so many rounds.
  struct Step {
    std::int64_t from;  ///< bytes from the start of the item, or of the round
    std::int64_t to;    ///< the same in the widened item
    std::int64_t count;
    Widen widen = nullptr;
    std::vector<Step> body{};
    std::int64_t from_step = 0;  ///< bytes from one round to the next
    std::int64_t to_step = 0;
    std::optional<Field> packed{};  ///< as wider values of `wide`
    std::optional<Field> wide{};
  };

  static void run(const std::vector<Step>& steps, const std::byte* item, std::byte* to) {
    for (const Step& step : steps) {
      if (step.packed) {
        run_packed(step, item, to);
      } else if (step.widen != nullptr) {
        step.widen(item + step.from, step.count, to + step.to);
      } else if (step.body.empty()) {
        std::memcpy(to + step.to, item + step.from, static_cast<std::size_t>(step.count));
      } else {
        for (std::int64_t k = 0; k < step.count; ++k) {
          run(step.body, item + step.from + k * step.from_step, to + step.to + k * step.to_step);
        }
      }
    }
  }

  static void run_packed(const Step& step, const std::byte* item, std::byte* to) {
    const Field field = stretched(*step.packed);
    const IntegerAccess wide = integer_access(step.wide->type, step.wide->order);
    for (std::int64_t n = 0; n < step.count; ++n) {
      const std::int64_t bit = field.bits->offset + (n == 0 ? 0 : field.offset_of(n));
      const std::byte* const from = item + step.from + (bit - (bit & 7)) / 8;
      wide.store(load_integer(from, field, bit & 7), to + step.to + n * step.to_step);
    }
  }

  void add_copy(std::int64_t from, std::int64_t to, std::int64_t size) {
    if (size > 0) steps_.push_back({from, to, size});
  }

  void add_record(const Layout& layout) {
    const Layout wide = widened(layout);
    std::int64_t end = 0;
    std::int64_t wide_end = 0;
    for (std::size_t k = 0; k < layout.fields.size(); ++k) {
      const Field& field = layout.fields[k];
      const Field& wide_field = wide.fields[k];
      add_copy(end, wide_end, shown_hole(layout, end, field.offset));
      add_field(field, wide_field);
      end = field.offset + field.size();
      wide_end = wide_field.offset + wide_field.size();
    }
    add_copy(end, wide_end, shown_hole(layout, end, layout.itemsize));
  }

  void add_field(const Field& field, const Field& wide) {
    if (field.count() == 0) return;
    if (field.record) {
      Step rounds{field.offset, wide.offset, field.count()};
      rounds.body = Widening(*field.record).steps_;
      rounds.from_step = field.value_size();
      rounds.to_step = wide.value_size();
      if (!rounds.body.empty()) steps_.push_back(std::move(rounds));
    } else if (is_widened(field)) {
      Step values{field.offset, wide.offset, field.count()};
      values.to_step = info(wide.type).size;
      values.packed = field;
      values.wide = wide;
      steps_.push_back(std::move(values));
    } else if (wide.type == field.type) {
      add_copy(field.offset, wide.offset, field.size());
    } else {
      steps_.push_back({field.offset, wide.offset, field.count(),
                        kernel_for<WidenKernel>(field.type, field.order)});
    }
  }

  std::vector<Step> steps_;
};

/// Its parts are items.
class WidenedRenderer : public Renderer {
 public:
  WidenedRenderer(Selection selection, std::string header)
      : view_(std::move(selection.view)),
        widening_(selection.layout),
        itemsize_(widened(selection.layout).itemsize),
        note_(fmt::format("types that numpy lacks are widened: {}",
                          bview::widening(selection.layout))),
        header_(std::move(header)) {}

  [[nodiscard]] std::int64_t parts() const override { return view_.size(); }
  [[nodiscard]] std::int64_t parts_of_items(std::int64_t items) const override {
    return items * inner_size(view_);
  }
  [[nodiscard]] std::int64_t parts_per_chunk() const override {
    constexpr std::int64_t kChunk = std::int64_t{256} << 10;  // bytes
    return std::max<std::int64_t>(1, kChunk / std::max<std::int64_t>(1, itemsize_));
  }
  [[nodiscard]] std::string note() const override { return note_; }
  void begin(TextBuffer& out) const override { out.append(header_); }

  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    Cursor cursor(view_, first, count);
    for (ItemRun run{}; cursor.next(run);) {
      for (std::int64_t k = 0; k < run.count; ++k) {
        char* const to = out.reserve(static_cast<std::size_t>(itemsize_));
        widening_.run(run.data + k * run.step, reinterpret_cast<std::byte*>(to));
        out.commit(to + itemsize_);
      }
    }
  }

 private:
  View view_;
  Widening widening_;
  std::int64_t itemsize_;  // bytes of a widened item
  std::string note_;
  std::string header_;
};

void add_names(const Layout& layout, std::set<std::string>& names) {
  for (const Field& field : layout.fields) {
    if (field.record) {
      add_names(*field.record, names);
    } else if (is_widened(field)) {
      names.insert(fmt::format("{} as {}", field.type_name(), info(wider(field)).name));
    } else if (wider(field.type) != field.type) {
      names.insert(fmt::format("{} as {}", info(field.type).name, info(wider(field.type)).name));
    }
  }
}

}  // namespace

Layout widened(const Layout& layout) {
  Layout wide = layout;
  std::int64_t end = 0;
  std::int64_t wide_end = 0;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    Field& wide_field = wide.fields[k];
    if (field.record) {
      wide_field.record = std::make_shared<Layout>(widened(*field.record));
    } else {
      wide_field.type = wider(field);
      if (is_widened(field)) {
        wide_field.bits.reset();
        wide_field.strides.clear();
      }
    }
    wide_field.offset = wide_end + shown_hole(layout, end, field.offset);
    end = field.offset + field.size();
    wide_end = wide_field.offset + wide_field.size();
  }
  wide.itemsize = wide_end + shown_hole(layout, end, layout.itemsize);
  return wide;
}

std::string widening(const Layout& layout) {
  std::set<std::string> names;
  add_names(layout, names);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::unique_ptr<Renderer> make_widened(Selection selection, std::string header) {
  return std::make_unique<WidenedRenderer>(std::move(selection), std::move(header));
}

}  // namespace bview
