// SPDX-License-Identifier: MIT

#include "app/asking.hpp"

#include <cstdint>
#include <utility>

#include <bview/core/buffer.hpp>
#include <bview/core/walk.hpp>
#include <bview/formats/questions/conditions.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/question_text.hpp>

#include "app/words.hpp"

namespace bview {
namespace {

/// A part as a record: numbers, how long its texts are, and these.
constexpr const char* kPartFormat =
    "<q:offset: q:size: I:name_size: I:kind_size: I:type_size: I:format_size: I:readonly_size: "
    "I:summary_size: {name_size}s:name: {kind_size}s:kind: {type_size}s:type: "
    "{format_size}s:format: {readonly_size}s:readonly: {summary_size}s:summary:";

/// Nobody knows how many parts there will be.
const Lengths kEndless = {std::int64_t{1} << 60};

void append_bits(std::uint64_t value, std::size_t size, std::string& bytes) {
  constexpr unsigned kBits = 8;
  for (std::size_t k = 0; k < size; ++k) {
    bytes += static_cast<char>(value >> (kBits * static_cast<unsigned>(k)) & 0xffU);
  }
}

std::string record_of(const Part& part, const std::string& type) {
  std::string bytes;
  append_bits(static_cast<std::uint64_t>(place_of(part)), sizeof(std::int64_t), bytes);
  append_bits(static_cast<std::uint64_t>(part.size), sizeof part.size, bytes);
  std::string joined;
  for (const std::string& text : {part.name, std::string(name_of(part.kind)), type, part.format,
                                  part.readonly, part.summary}) {
    append_bits(text.size(), sizeof(std::uint32_t), bytes);
    joined += text;
  }
  return bytes + joined;
}

}  // namespace

ConditionPtr condition(const Options& options, const Asked& asked) {
  ConditionPtr all;
  for (const std::string& each : options.where) {
    auto next = parsed("--where", each, [&](const std::string& text) {
      return condition_of(parse_question(text), asked);
    });
    all = all ? both_conditions(std::move(all), std::move(next)) : std::move(next);
  }
  return all;
}

PartQuestion::PartQuestion(const Options& options)
    : layout_(parse_format(kPartFormat)), condition_(condition(options, {layout_})) {}

bool PartQuestion::holds(const Part& part, const std::string& type) {
  if (!condition_) return true;
  std::string record = record_of(part, type);
  const Buffer buffer = Buffer::borrow(record);
  const WalkArea area{buffer.bytes(), buffer.size(), true};
  Walker walker(layout_, area);
  const Frame* const frame = walker.walk(0, 0);
  ItemBlock block;
  block.count = 1;
  block.first = asked_++;
  block.shape = &kEndless;
  block.walker = &walker;
  block.frames = &frame;
  std::uint8_t mark = 1;
  condition_->narrow(block, &mark);
  return mark != 0;
}

}  // namespace bview
