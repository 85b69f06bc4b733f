// SPDX-License-Identifier: MIT

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <bview/core/search.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/questions/conditions.hpp>

namespace bview {
namespace {

using Marks = std::vector<std::uint8_t>;

Marks all_marks(const ItemBlock& block) { return Marks(static_cast<std::size_t>(block.count), 1); }

class Compare : public Condition {
 public:
  Compare(OperandPtr a, OperandPtr b, Comparison comparison)
      : a_(std::move(a)), b_(std::move(b)), comparison_(comparison) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    narrow_compared(a_->values(block), b_->values(block), comparison_, marks);
  }

 private:
  OperandPtr a_;
  OperandPtr b_;
  Comparison comparison_;
};

/// What narrows marks by the values of one operand.
template <void (*kNarrow)(const Column& values, std::uint8_t* marks)>
class Narrowed : public Condition {
 public:
  explicit Narrowed(OperandPtr operand) : operand_(std::move(operand)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    kNarrow(operand_->values(block), marks);
  }

 private:
  OperandPtr operand_;
};

class Both : public Condition {
 public:
  Both(ConditionPtr a, ConditionPtr b) : a_(std::move(a)), b_(std::move(b)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    a_->narrow(block, marks);
    const bool any = std::any_of(marks, marks + block.count, [](auto mark) { return mark != 0; });
    if (any) b_->narrow(block, marks);
  }

 private:
  ConditionPtr a_;
  ConditionPtr b_;
};

class Any : public Condition {
 public:
  explicit Any(std::vector<ConditionPtr> conditions) : conditions_(std::move(conditions)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    Marks left(marks, marks + block.count);  // for which none has held yet
    Marks holds(left.size());
    for (const ConditionPtr& each : conditions_) {
      std::copy(left.begin(), left.end(), holds.begin());
      each->narrow(block, holds.data());
      for (std::size_t k = 0; k < left.size(); ++k) left[k] ^= holds[k];
      if (std::none_of(left.begin(), left.end(), [](auto mark) { return mark != 0; })) return;
    }
    for (std::size_t k = 0; k < left.size(); ++k) marks[k] ^= left[k];
  }

 private:
  std::vector<ConditionPtr> conditions_;
};

class Negated : public Condition {
 public:
  explicit Negated(ConditionPtr condition) : condition_(std::move(condition)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    Marks holds = all_marks(block);
    condition_->narrow(block, holds.data());
    for (std::size_t k = 0; k < holds.size(); ++k) {
      if (holds[k] != 0) marks[k] = 0;
    }
  }

 private:
  ConditionPtr condition_;
};

/// What is true or not of a text.
template <class Test>
class TextTest : public Condition {
 public:
  TextTest(OperandPtr text, Test test) : text_(std::move(text)), test_(std::move(test)) {}

  void narrow(const ItemBlock& block, std::uint8_t* marks) const override {
    const Column column = text_->values(block);
    const auto& texts = std::get<std::vector<std::string_view>>(column.values);
    for (std::size_t k = 0; k < texts.size(); ++k) {
      if (marks[k] != 0 && (column.is_missing(k) || !test_(texts[k]))) marks[k] = 0;
    }
  }

 private:
  OperandPtr text_;
  Test test_;
};

template <class Test>
ConditionPtr text_test(OperandPtr text, Test test) {
  return std::make_shared<const TextTest<Test>>(std::move(text), std::move(test));
}

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

class Like {
 public:
  explicit Like(const std::string& pattern) {
    for (std::size_t at = 0; at < pattern.size();) {
      const std::size_t size = character_size(pattern, at);
      parts_.push_back(pattern.substr(at, size));
      at += size;
    }
  }

  /// Goes back to the last % alone, since what an earlier one takes more the last takes less.
  bool operator()(std::string_view text) const {
    std::size_t at = 0;
    std::size_t part = 0;
    std::size_t any = parts_.size();  // the last %
    std::size_t behind = 0;           // where the text goes on that it has not taken
    while (at < text.size()) {
      const bool ended = part == parts_.size();
      if (!ended && parts_[part] == "%") {
        any = part++;
        behind = at;
        continue;
      }
      const std::size_t size = character_size(text, at);
      if (!ended && (parts_[part] == "_" || parts_[part] == text.substr(at, size))) {
        at += size;
        ++part;
        continue;
      }
      if (any == parts_.size()) return false;
      behind += character_size(text, behind);
      at = behind;
      part = any + 1;
    }
    while (part < parts_.size() && parts_[part] == "%") ++part;
    return part == parts_.size();
  }

 private:
  /// Bytes of the character at a place; what is none is one byte.
  static std::size_t character_size(std::string_view text, std::size_t at) {
    return std::max<std::size_t>(1, utf8::decode(text.substr(at)).size);
  }

  std::vector<std::string> parts_{};  // characters
};

}  // namespace

ConditionPtr compare_condition(OperandPtr a, OperandPtr b, Comparison comparison) {
  return std::make_shared<const Compare>(std::move(a), std::move(b), comparison);
}

ConditionPtr member_condition(OperandPtr text, std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return text_test(std::move(text), [texts = std::move(texts)](std::string_view each) {
    return std::binary_search(texts.begin(), texts.end(), each);
  });
}

ConditionPtr like_condition(OperandPtr text, const std::string& pattern) {
  return text_test(std::move(text), Like(pattern));
}

ConditionPtr match_condition(OperandPtr text, Regex regex) {
  return text_test(std::move(text), [regex = std::move(regex)](std::string_view each) {
    return regex.found_in(bytes_of(each));
  });
}

ConditionPtr contains_condition(OperandPtr text, BytePattern pattern, std::int64_t size) {
  const auto most = static_cast<std::size_t>(std::max<std::int64_t>(0, size));
  return text_test(std::move(text),
                   [search = PatternSearch(std::move(pattern)), most](std::string_view each) {
                     const auto end = std::numeric_limits<std::int64_t>::max();
                     if (each.size() >= most)
                       return search.next(bytes_of(each), 0, end).has_value();
                     std::string filled(each);
                     filled.resize(most);
                     return search.next(bytes_of(filled), 0, end).has_value();
                   });
}

ConditionPtr bytes_condition(OperandPtr text, BytePattern pattern) {
  return text_test(std::move(text), [pattern = std::move(pattern)](std::string_view each) {
    if (each.size() >= pattern.size()) return pattern.is(bytes_of(each));
    std::string filled(each);
    filled.resize(pattern.size());
    return pattern.is(bytes_of(filled));
  });
}

ConditionPtr truth_condition(OperandPtr operand) {
  return std::make_shared<const Narrowed<narrow_true>>(std::move(operand));
}

ConditionPtr nan_condition(OperandPtr operand) {
  return std::make_shared<const Narrowed<narrow_nan>>(std::move(operand));
}

ConditionPtr both_conditions(ConditionPtr a, ConditionPtr b) {
  return std::make_shared<const Both>(std::move(a), std::move(b));
}

ConditionPtr any_condition(std::vector<ConditionPtr> conditions) {
  return std::make_shared<const Any>(std::move(conditions));
}

ConditionPtr negated_condition(ConditionPtr condition) {
  return std::make_shared<const Negated>(std::move(condition));
}

}  // namespace bview
