// SPDX-License-Identifier: MIT
// Names in formulas about a record: what the places of its frames hold.

#include <fmt/format.h>

#include <algorithm>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/reading_value.hpp>
#include <bview/core/walk.hpp>

namespace bview {
namespace {

/// The number of the element at these indices, each inside its axis; missing ones are 0.
std::int64_t element_number(std::span<const std::int64_t> shape,
                            const std::vector<std::int64_t>& indices, const std::string& name) {
  std::int64_t number = 0;
  for (std::size_t k = 0; k < shape.size(); ++k) {
    const std::int64_t index = k < indices.size() ? indices[k] : 0;
    if (k < indices.size() && (index < 0 || index >= shape[k])) {
      detail::refuse_record(fmt::format("index {} is outside of {}: that axis has {}, from 0 on",
                                        index, name, count_text(shape[k], "element")));
    }
    number = number * shape[k] + index;
  }
  return number;
}

std::string indices_text(std::size_t count) {
  return count_text(static_cast<std::int64_t>(count), "index", "indices");
}

const Field* find_field(const Layout& layout, std::string_view name, std::size_t& column) {
  const std::vector<Field>& fields = layout.is_fixed() ? layout.fields : layout.plan->columns;
  for (column = 0; column < fields.size(); ++column) {
    if (fields[column].name == name) return &fields[column];
  }
  return nullptr;
}

}  // namespace

/// A value, or an array of them, that a path leads to.
struct Walker::Found {
  Field field{};  // of one value
  std::int64_t offset = 0;
  std::int64_t size = 0;                  // bytes of one value
  std::span<const std::int64_t> shape{};  // of what no index was given for
  Lengths own_shape{};
  bool coded = false;
  std::uint64_t number = 0;
};

const Frame& Walker::outer_frame(std::size_t levels) const {
  const Frame* frame = named_ != nullptr ? named_ : frame_;
  for (; levels > 0 && frame != nullptr; --levels) frame = frame->outer;
  if (frame == nullptr) detail::refuse_record("there is no record around this one");
  return *frame;
}

Walker::Found Walker::find_from(const Frame& frame, const Place& place, const NamePath* path,
                                std::size_t step) {
  const PlanNode& node = *place.node;
  Found found;
  found.field = node.field;
  found.field.order = place.order;
  found.field.length = place.length;
  found.offset = place.offset;
  static const std::vector<std::int64_t> kNone;
  const auto& indices = path != nullptr ? path->steps[step].indices : kNone;
  const bool last = path == nullptr || step + 1 == path->steps.size();
  const std::size_t ndim = node.ndim();
  const std::span<const std::int64_t> shape(frame.lengths.data() + place.lengths, ndim);
  if (indices.size() > ndim || (!last && indices.size() < ndim)) {
    detail::refuse_record(
        fmt::format("{} takes {}, not {}", node.label, indices_text(ndim), indices.size()));
  }
  found.shape = shape.subspan(indices.size());
  const std::int64_t k = element_number(shape, indices, node.label);
  const bool any = place.count > 0;
  if (found.field.is_stretch()) {
    found.field = gathered(found.field, found.field.bits->offset + k * found.field.bits->width);
    found.offset += found.field.offset;
    found.size = found.field.value_size();
    return last ? found : find_in_fixed(std::move(found), *path, step + 1);
  }
  if (node.has_plain_values()) {
    found.size =
        node.field.record ? node.field.record->itemsize : info(node.field.type).size * place.length;
    found.offset += k * found.size;
    return last ? found : find_in_fixed(std::move(found), *path, step + 1);
  }
  if (node.coding != PlanNode::Coding::Plain) {
    found.coded = true;
    const std::int64_t before = decoded_;
    const Coded coded = any ? this->coded(place, k) : Coded{found.offset, 0, found.offset, 0};
    take_steps(decoded_ - before);
    found.offset = coded.offset;
    found.size = coded.size;
    found.field.length = coded.size;
    found.number = coded.number;
    if (!last)
      detail::refuse_record(
          fmt::format("there are no fields in {}, which is no record", node.label));
    return found;
  }
  if (last) return found;
  const Frame& inner = looked_into(frame, place, k);
  std::size_t column = 0;
  const NamePath::Step& next = path->steps[step + 1];
  if (find_field(*inner.layout, next.name, column) == nullptr) {
    detail::refuse_record(fmt::format("there is no field {} in {}", quoted(next.name), node.label));
  }
  if (inner.places[column].is_absent()) {
    detail::refuse_record(fmt::format("{} does not stand in this record", quoted(next.name)));
  }
  return find_from(inner, inner.places[column], path, step + 1);
}

/// A path into a record whose fields lie at constant offsets.
Walker::Found Walker::find_in_fixed(Found found, const NamePath& path, std::size_t step) {
  for (; step < path.steps.size(); ++step) {
    const NamePath::Step& next = path.steps[step];
    std::size_t column = 0;
    const Field* field =
        found.field.record ? find_field(*found.field.record, next.name, column) : nullptr;
    if (field == nullptr) {
      detail::refuse_record(fmt::format("there is no field {} here", quoted(next.name)));
    }
    const bool last = step + 1 == path.steps.size();
    const std::size_t ndim = field->shape.size();
    if (next.indices.size() > ndim || (!last && next.indices.size() < ndim)) {
      detail::refuse_record(
          fmt::format("{} takes {}, not {}", next.name, indices_text(ndim), next.indices.size()));
    }
    const std::int64_t k = element_number(field->shape, next.indices, std::string(next.name));
    found.own_shape.assign(field->shape.begin() + static_cast<std::ptrdiff_t>(next.indices.size()),
                           field->shape.end());
    found.field = field->element(k);
    found.offset += found.field.offset;
    found.size = found.field.value_size();
    found.shape = {};
  }
  return found;
}

/// An element to look into, which leaves those that are walked alone.
const Frame& Walker::looked_into(const Frame& frame, const Place& place, std::int64_t k) {
  if (looking_ == nullptr) looking_ = std::make_unique<Walker>(layout_, area_);
  if (++nesting_ > kMaxDepth)
    detail::refuse_record(fmt::format("names lead {} deep at most", kMaxDepth));
  looking_->nesting_ = nesting_;
  looking_->steps_ = steps_;
  const Frame& found = looking_->find_element(frame, place, k);
  steps_ = looking_->steps_;
  --nesting_;
  return found;
}

Walker::Found Walker::find(const Binding& binding, const NamePath* path) {
  const Frame& frame = outer_frame(binding.levels);
  const Place& place = frame.places[binding.column];
  if (place.is_absent()) {
    detail::refuse_record(fmt::format("{} does not stand in this record",
                                      quoted(frame.layout->plan->columns[binding.column].name)));
  }
  return find_from(frame, place, path, 0);
}

std::int64_t Walker::number_of(const Found& found) {
  if (!found.shape.empty() || !found.own_shape.empty()) {
    detail::refuse_record("this is an array; an index takes one of its elements");
  }
  if (found.field.bits) return whole_number(found.field, at(found.offset));
  if (found.field.reading && reads_number(*found.field.reading)) {
    std::string bytes(reinterpret_cast<const char*>(at(found.offset)),
                      static_cast<std::size_t>(found.size));
    const bool text = info(found.field.type).count_is_length();
    if (!text && !is_big(found.field.order)) std::reverse(bytes.begin(), bytes.end());
    const auto number = number_read(*found.field.reading, bytes);
    if (!number) detail::refuse_record(fmt::format("{} is no number as it is read", quoted(bytes)));
    return *number;
  }
  if (found.coded && !info(found.field.type).count_is_length()) {
    const auto number = static_cast<std::int64_t>(found.number);
    if (number < 0 && !info(found.field.type).is_signed)
      detail::refuse_record("the value here is beyond 64 bits");
    return number;
  }
  if (found.field.record || found.field.bits || info(found.field.type).kind != Kind::Integer) {
    return whole_number(found.field, at(found.offset));
  }
  std::int64_t number = 0;
  if (!integer_loader(found.field.type, found.field.order)(at(found.offset), number)) {
    detail::refuse_record("the value here is beyond 64 bits");
  }
  return number;
}

std::int64_t Walker::bound_value(const Binding& binding, const NamePath* path) {
  switch (binding.to) {
    case Binding::To::Column:
      break;
    case Binding::To::Size:
      return area_.bytes.size;
    case Binding::To::Position:
      return outer_frame(0).index;
    case Binding::To::Offset:
      return at_;
    case Binding::To::Rest:
      return limit_ - at_;
    case Binding::To::Value:
      return number_of(last_value());
    case Binding::To::Nothing:
      detail::refuse_record("this name has no meaning here");
  }
  if (path == nullptr) {
    std::int64_t number = 0;
    if (load_plain(outer_frame(binding.levels).places[binding.column], number)) return number;
  }
  return number_of(find(binding, path));
}

std::int64_t Walker::bound_count(const Binding& binding, const NamePath* path) {
  if (binding.to != Binding::To::Column) detail::refuse_record("len() takes the name of a field");
  const Found found = find(binding, path);
  if (!found.shape.empty()) return found.shape.front();
  if (!found.own_shape.empty()) return found.own_shape.front();
  if (!found.field.record && info(found.field.type).count_is_length()) return found.field.length;
  detail::refuse_record("this is a single value, without a length");
}

std::string_view Walker::bound_text(const Binding& binding, const NamePath* path) {
  const bool value = binding.to == Binding::To::Value;
  if (!value && binding.to != Binding::To::Column)
    detail::refuse_record("this is a number, and no text");
  const Found found = value ? last_value() : find(binding, path);
  const bool text = !found.field.record && info(found.field.type).kind == Kind::Bytes;
  if (!text || !found.shape.empty() || !found.own_shape.empty()) {
    detail::refuse_record("this is compared with a text, and is none");
  }
  const std::string_view bytes(reinterpret_cast<const char*>(at(found.offset)),
                               static_cast<std::size_t>(found.size));
  text_ = found.field.reading ? text_read(*found.field.reading, bytes) : bytes;
  return text_;
}

std::string_view Walker::text_value(const Formula& formula) {
  const FormulaNode& name = formula.nodes.back();
  if (name.op != FormulaOp::Name || name.steps.size() != 1) {
    detail::refuse_record("a choice between texts is made by a name");
  }
  return bound_text(name.binding, nullptr);
}

/// What "value" stands for.
Walker::Found Walker::last_value() {
  const auto& [node, place, offset] = last_value_;
  Found found;
  found.field = node->field;
  found.field.order = place->order;
  found.field.length = place->length;
  found.offset = offset;
  found.size = node->field.record ? 0 : info(node->field.type).size * place->length;
  if (node->coding != PlanNode::Coding::Plain) {
    Place whole = *place;
    whole.node = node;
    const Coded coded = coded_at(whole, offset);
    found.coded = true;
    found.size = coded.size;
    found.field.length = coded.size;
    found.number = coded.number;
  }
  return found;
}

void Walker::look_into_last() {
  frame_ = frames_.front().get();
  at_ = frame_->end;
  limit_ = frame_->limit;
  nesting_ = 0;
  node_ = nullptr;
}

std::int64_t Walker::value(const Formula& formula) {
  look_into_last();
  try {
    return evaluate(formula, *this);
  } catch (const Error& error) {
    throw at_record(*frame_, error);
  }
}

std::int64_t Walker::value_in(const Frame& frame, const Place& place, const Formula& formula) {
  constexpr std::int64_t kSteps = 1 << 20;
  const Frame* const around = std::exchange(named_, &frame);
  at_ = place.offset;
  limit_ = place.limit;
  steps_ = kSteps;
  node_ = place.node;
  try {
    const std::int64_t number = evaluate(formula, *this);
    named_ = around;
    return number;
  } catch (const Error& error) {
    named_ = around;
    throw at_record(frame, error);
  }
}

Binding Walker::bind_to_last(const NamePath& path) {
  look_into_last();
  Binding binding{Binding::To::Column};
  if (find_field(*frame_->layout, path.steps.front().name, binding.column) == nullptr) {
    detail::refuse_record(fmt::format("there is no name {} here", quoted(path.text())));
  }
  return binding;
}

std::int64_t Walker::value_of(const NamePath& path) {
  return bound_value(bind_to_last(path), &path);
}

std::int64_t Walker::count_of(const NamePath& path) {
  return bound_count(bind_to_last(path), &path);
}

std::string_view Walker::text_of(const NamePath& path) {
  return bound_text(bind_to_last(path), &path);
}

std::int64_t Walker::read(const Field& field, std::int64_t offset) {
  const std::int64_t size = field.value_size();
  const auto end = checked_add(offset, size);
  if (offset < 0 || !end || *end > area_.bytes.size) {
    detail::refuse_record(fmt::format("{} at offset {} {} not inside the file, which has {}",
                                      count_text(size, "byte"), offset, size == 1 ? "is" : "are",
                                      area_.bytes.size));
  }
  return whole_number(field, at(offset));
}

std::int64_t Walker::offset_of(AddressKind kind, std::int64_t address) {
  if (area_.addresses) return area_.addresses->offset_of(kind, address);
  return FormulaEnvironment::offset_of(kind, address);
}

}  // namespace bview
