// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

#include <bview/core/checked.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/scalar.hpp>
#include <bview/formats/questions/computed_columns.hpp>
#include <bview/formats/questions/exact.hpp>
#include <bview/formats/questions/names.hpp>
#include <bview/formats/syntax/project.hpp>
#include <bview/formats/syntax/question_text.hpp>
#include <bview/formats/text/datum.hpp>

namespace bview {
namespace {

constexpr FormulaOp kConditions[] = {FormulaOp::Both,    FormulaOp::Either, FormulaOp::Not,
                                     FormulaOp::Compare, FormulaOp::In,     FormulaOp::Like,
                                     FormulaOp::Match,   FormulaOp::IsNan};

ScalarType type_of(const Formula& question, const Operand& operand, bool wide) {
  const FormulaOp op = question.nodes.back().op;
  if (std::count(std::begin(kConditions), std::end(kConditions), op) > 0) return ScalarType::Bool;
  if (operand.is_whole()) return wide ? ScalarType::Int128 : ScalarType::Int64;
  return operand.sort() == Sort::LongReal ? ScalarType::LongDouble : ScalarType::Float64;
}

/// "value" is what a bare item is called in questions.
std::string selector_of(const std::string& name, const Layout& layout) {
  return layout.is_bare() && name == "value" ? "0" : name;
}

// --- values --------------------------------------------------------------------------------------

[[noreturn]] void refuse_missing(const std::string& name, std::int64_t item) {
  throw Error(
      Errc::BadValue,
      fmt::format("item {}: column {} has no value: something is divided by 0, leaves "
                  "128 bits or is not finite; --where leaves such items out, float() makes it nan",
                  item, quoted(name)));
}

[[noreturn]] void refuse_large(const std::string& name, std::int64_t item, const char* most) {
  throw Error(Errc::BadValue,
              fmt::format("item {}: column {} does not fit {}; float() makes it a double", item,
                          quoted(name), most));
}

template <class T>
void put(T value, std::byte* to) {
  std::memcpy(to, &value, sizeof value);
}

uint128 bits_of(std::int64_t value) { return static_cast<uint128>(value); }
uint128 bits_of(const Ratio& value) {
  const WideInteger& n = value.numerator;
  return n.negative ? 0 - n.magnitude : n.magnitude;
}

/// Whether it is one of so many bits, with a sign.
bool fits(std::int64_t /*value*/, int /*bits*/) { return true; }
bool fits(const Ratio& value, int bits) {
  const uint128 limit = uint128{1} << static_cast<unsigned>(bits - 1);
  const WideInteger& n = value.numerator;
  return n.negative ? n.magnitude <= limit : n.magnitude < limit;
}

template <class T>
double real_of(T value) {
  return static_cast<double>(value);
}
double real_of(const Ratio& value) { return static_cast<double>(approximate(value)); }

template <class T>
long double long_real_of(T value) {
  return static_cast<long double>(value);
}
long double long_real_of(const Ratio& value) { return approximate(value); }

/// What a field without a name is called, which a selector is the position or the name of.
std::string name_of_unnamed(const std::string& selector) {
  const bool position = selector.find_first_not_of("0123456789") == std::string::npos;
  return (position ? "f" : "") + selector;
}

}  // namespace

std::optional<SelectedField> field_of(const ColumnText& column, const Asked& asked) {
  // What is the name of a field is that field.
  const std::vector<std::string> names = shown_names(asked.layout);
  const bool exact = std::count(names.begin(), names.end(), column.typed) > 0;
  if (column.name.empty() || exact) {
    return SelectedField{selector_of(column.typed, asked.layout), ""};
  }
  const QuestionNames known(asked.layout, asked.plain);
  const Formula question = known.with_truths(parse_question(column.text));
  const FormulaNode& last = question.nodes.back();
  const bool name = last.op == FormulaOp::Name && last.scope != NameScope::Read;
  if (!name || !known.find(question, last)) return std::nullopt;
  return SelectedField{selector_of(known.selector(question, last), asked.layout), column.name};
}

std::string column_name(const Field& field, const std::string& selector, const Layout& layout) {
  if (layout.is_bare()) return "value";
  return field.name.empty() ? name_of_unnamed(selector) : field.name;
}

ComputedColumns::ComputedColumns(std::span<const ColumnText> columns, const Asked& asked, bool wide)
    : layout_(asked.layout.is_fixed() ? asked.layout : Layout()) {
  layout_.fields.clear();
  layout_.record = true;
  layout_.projected = true;
  layout_.is_union = false;
  layout_.list = false;
  for (const ColumnText& column : columns) {
    try {
      const auto selected = field_of(column, asked);
      selected ? add_selected(*selected, asked) : add(column, asked, wide);
    } catch (const Error& error) {
      if (column.name.empty()) throw;
      throw Error(error.code(), fmt::format("column {}: {}", quoted(column.name), error.what()),
                  error.where());
    }
  }
}

void ComputedColumns::add(const ColumnText& column, const Asked& asked, bool wide) {
  const Formula question = parse_question(column.text);
  if (question.nodes.back().op == FormulaOp::Text) {
    return add_text(column.name, question.nodes.back().text);
  }
  OperandPtr operand = operand_of(question, asked);
  if (operand->sort() == Sort::Text) {
    throw Error(Errc::BadUsage, "this is a text, and columns are worked out of numbers");
  }
  const ScalarType type = type_of(question, *operand, wide);
  add_value(column.name, std::move(operand), type);
}

/// A field as it is, under another name if there is one.
void ComputedColumns::add_selected(const SelectedField& selected, const Asked& asked) {
  Layout one = project(asked.layout, {selected.selector});
  Field& field = one.fields.front();
  kept_ = std::max(kept_, field.offset + field.size());
  const std::string shown = column_name(field, selected.selector, asked.layout);
  add_field(std::move(field), selected.name.empty() ? shown : selected.name);
}

void ComputedColumns::add_field(Field field, const std::string& name) {
  const bool twice = std::any_of(layout_.fields.begin(), layout_.fields.end(),
                                 [&](const Field& each) { return each.name == name; });
  if (twice) throw Error(Errc::BadUsage, fmt::format("field {} is named twice", quoted(name)));
  field.name = name;
  field.spread = false;
  layout_.fields.push_back(std::move(field));
}

void ComputedColumns::add_value(const std::string& name, OperandPtr operand, ScalarType type) {
  Field field;
  field.type = type;
  values_.push_back({name, std::move(operand), type, layout_.itemsize});
  add_behind(std::move(field), name);
}

void ComputedColumns::add_text(const std::string& name, const std::string& text) {
  Field field;
  field.type = ScalarType::String;
  field.length = std::ssize(text);
  texts_.push_back({text, layout_.itemsize});
  add_behind(std::move(field), name);
}

/// A field of bytes that come behind all others.
void ComputedColumns::add_behind(Field field, const std::string& name) {
  field.offset = layout_.itemsize;
  const auto size = checked_add(layout_.itemsize, field.value_size());
  add_field(std::move(field), name);
  if (!size) throw Error(Errc::BadShape, "items of that size have no room for one more value");
  layout_.itemsize = *size;
}

void ComputedColumns::write(const ItemBlock& block, std::byte* to) const {
  const std::int64_t step = layout_.itemsize;
  for (std::int64_t k = 0; k < block.count && kept_ > 0; ++k) {
    std::memcpy(to + k * step, block.data + k * block.step, static_cast<std::size_t>(kept_));
  }
  for (const Value& value : values_) write_value(value, block, step, to + value.offset);
  for (const Text& text : texts_) {
    for (std::int64_t k = 0; k < block.count; ++k) {
      std::memcpy(to + k * step + text.offset, text.text.data(), text.text.size());
    }
  }
}

void ComputedColumns::write_value(const Value& value, const ItemBlock& block, std::int64_t step,
                                  std::byte* to) {
  const Column column = value.operand->values(block);
  const auto write_one = [&](const auto& each, std::size_t k, std::byte* at) {
    using T = std::decay_t<decltype(each)>;
    const auto item = block.first + static_cast<std::int64_t>(k);
    const bool missing = column.is_missing(k);
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    if constexpr (std::is_same_v<T, std::string_view>) {
      return;  // no operand here is a text
    } else if (value.type == ScalarType::LongDouble) {
      put(missing ? static_cast<long double>(kNan) : long_real_of(each), at);
    } else if (value.type == ScalarType::Float64) {
      put(missing ? kNan : real_of(each), at);
    } else if constexpr (!std::is_floating_point_v<T>) {
      if (missing) refuse_missing(value.name, item);
      if (value.type == ScalarType::Bool) return put(static_cast<std::uint8_t>(bits_of(each)), at);
      if (value.type == ScalarType::Int64) {
        if (!fits(each, 64)) {
          refuse_large(value.name, item, "64 bits, the widest integers of this form");
        }
        return put(static_cast<std::int64_t>(bits_of(each)), at);
      }
      if (!fits(each, 128)) refuse_large(value.name, item, "128 bits with a sign");
      put(bits_of(each), at);
    }
  };
  std::visit(
      [&](const auto& values) {
        for (std::size_t k = 0; k < values.size(); ++k) {
          write_one(values[k], k, to + static_cast<std::int64_t>(k) * step);
        }
      },
      column.values);
}

}  // namespace bview
