// SPDX-License-Identifier: MIT
// Types that no compiler would tell of, and what no compiler of Debian makes.

#include <doctest/doctest.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/types/type_layout.hpp>

#include "tests/support/errors.hpp"

namespace bview {
namespace {

class FakeGraph : public TypeGraph {
 public:
  explicit FakeGraph(std::vector<CType> types) : types_(std::move(types)) {}

  [[nodiscard]] CType type(TypeId id) const override { return types_[(id - 1) % types_.size()]; }
  [[nodiscard]] std::optional<std::int64_t> size(TypeId id) const override { return type(id).size; }

 private:
  std::vector<CType> types_;
};

CType scalar(CKind kind, std::int64_t size, bool is_signed = false) {
  CType type;
  type.kind = kind;
  type.size = size;
  type.is_signed = is_signed;
  return type;
}

CType record(CKind kind, std::int64_t size, std::vector<CMember> members) {
  CType type = scalar(kind, size);
  type.name = "r";
  type.members = std::move(members);
  return type;
}

CType array(TypeId of, Lengths lengths) {
  CType type;
  type.kind = CKind::Array;
  type.of = of;
  type.lengths = std::move(lengths);
  return type;
}

BookType made(std::vector<CType> types) {
  const FakeGraph graph(std::move(types));
  return TypeLayouts(graph).of(1);
}

std::string reason(std::vector<CType> types) {
  try {
    static_cast<void>(made(std::move(types)));
    return "";
  } catch (const Error& error) {
    CHECK(error.code() == Errc::File);
    const std::string text = error.what();
    return text.substr(0, text.find(':'));
  }
}

}  // namespace

TEST_CASE("types that cannot be are refused with a sentence") {
  const CType integer = scalar(CKind::Integer, 4, true);
  const CType itself = record(CKind::Struct, 4, {{"a", 1}});
  CType loop;
  loop.kind = CKind::Typedef;
  loop.name = "t";
  loop.of = 1;
  const std::string outside = "the type 'r' has a member 'a' that lies outside of it";
  struct Row {
    std::string want;
    std::vector<CType> types;
  };
  const Row rows[] = {
      {"", {record(CKind::Struct, 4, {{"a", 2}}), integer}},
      {outside, {record(CKind::Struct, 3, {{"a", 2}}), integer}},
      {outside, {record(CKind::Struct, 8, {{"a", 2, -8}}), integer}},
      {outside, {record(CKind::Struct, 8, {{"a", 2, 4}}), integer}},
      {outside, {record(CKind::Struct, 8, {{"a", 2, INT64_MAX}}), integer}},
      {outside, {record(CKind::Struct, 8, {{"a", 2, INT64_MAX - 2, 3}}), integer}},
      {outside, {record(CKind::Struct, 8, {{"a", 2, -1, 3}}), integer}},
      {outside, {record(CKind::Union, 8, {{"a", 2, 32}}), integer}},
      {"the type 'r' has a bit field 'a' of 33 bits",
       {record(CKind::Struct, 8, {{"a", 2, 0, 33}}), integer}},
      {"the type 'r' has a bit field 'a' of 0 bits",
       {record(CKind::Struct, 8, {{"a", 2, 0, 0}}), integer}},
      {"the type 'r' has a bit field 'a' of 3 bits",
       {record(CKind::Struct, 8, {{"a", 2, 0, 3}}), scalar(CKind::Float, 4)}},
      {"the type 'r' has a negative size", {record(CKind::Struct, -1, {})}},
      {"the type 'r' lies in itself, or more than 64 deep", {itself}},
      {"the type 't' lies in itself, or more than 64 deep", {loop}},
      {"the type without a name is an array of an absurd size", {array(2, {1, -1}), integer}},
      {"the type without a name is an array of an absurd size",
       {array(2, {INT64_MAX / 4, 2}), integer}},
      {"the type without a name is an array of an absurd size",
       {array(2, {0, INT64_MAX / 2}), integer}},
  };
  for (const Row& row : rows) CHECK(reason(row.types) == row.want);

  // Each level has twice the fields of the one inside.
  std::vector<CType> doubling;
  for (TypeId k = 1; k < 30; ++k) {
    const std::int64_t half = std::int64_t{1} << (29 - k);
    doubling.push_back(record(CKind::Struct, 2 * half, {{"a", k + 1}, {"", k + 1, 8 * half}}));
  }
  doubling.push_back(scalar(CKind::Integer, 1));
  CHECK(reason(doubling) == "the type 'r' has more than 65536 fields");
}

TEST_CASE("types become what they are") {
  const auto text = [](std::vector<CType> types) {
    Layout layout;
    layout.fields = {made(std::move(types)).field};
    layout.itemsize = layout.fields.front().size();
    return to_format(layout);
  };
  const CType character = scalar(CKind::Char, 1);
  CHECK(text({scalar(CKind::Bool, 1)}) == "<?");
  CHECK(text({scalar(CKind::Bool, 4)}) == "<I");
  CHECK(text({scalar(CKind::Pointer, 4)}) == "<I|hex ");
  CHECK(text({scalar(CKind::Integer, 16, true)}) == "<[i128]");
  CHECK(text({scalar(CKind::Integer, 9, true)}) == "<9s|hex ");
  CHECK(text({scalar(CKind::Float, 2)}) == "<e");
  CHECK(text({scalar(CKind::Float, 12)}) == "<12s|hex ");
  CHECK(text({scalar(CKind::Complex, 16)}) == "<D");
  CHECK(text({scalar(CKind::Unicode, 2)}) == "<u");
  CHECK(text({scalar(CKind::Opaque, 3)}) == "<3s|hex ");
  CHECK(text({character}) == "<c");
  CHECK(text({array(2, {5}), character}) == "<5s");
  CHECK(text({array(2, {2, 5}), character}) == "<(2)5s");
  CHECK(text({array(2, {}), character}) == "<c");
  CHECK(text({array(2, {4}), array(3, {2, 3}), scalar(CKind::Float, 4)}) == "<(4,2,3)f");
  CType brain = scalar(CKind::Float, 2);
  brain.name = "__bf16";
  CHECK(text({brain}) == "<[bf16]");
  CType quad = scalar(CKind::Float, 16);
  quad.name = "_Float128";
  CHECK(text({quad}) == "<[f128]");
  CType swapped = scalar(CKind::Integer, 2);
  swapped.order = ByteOrder::Big;
  CHECK(text({swapped}) == ">H");
  CType alias = scalar(CKind::Typedef, 0);
  alias.of = 2;
  alias.name = "__be32";
  CHECK(text({alias, scalar(CKind::Integer, 4)}) == ">I");
  alias.name = "__u32";
  CHECK(text({alias, scalar(CKind::Integer, 4)}) == "<I");
}

TEST_CASE("names are told apart, whatever a file calls its members") {
  const CType integer = scalar(CKind::Integer, 1);
  const CType both = record(CKind::Union, 1, {{"a", 3}, {"a", 3}});
  const auto type = made({record(CKind::Struct, 8,
                                 {{"a", 3, 0},
                                  {"a", 3, 8},
                                  {"b.c:d\xff", 3, 16},
                                  {"\xc3\xa4", 3, 24},
                                  {"f4", 3, 32},
                                  {"", 2, 40}}),
                          both, integer});
  CHECK(shown_names(*type.field.record) ==
        std::vector<std::string>{"a", "a_2", "b_c_d_", "\xc3\xa4", "f4", "anon"});
  CHECK(shown_names(*type.field.record->fields.back().record) ==
        std::vector<std::string>{"a", "a_2"});
}

TEST_CASE("an enum has the names of what its type holds") {
  CType type = scalar(CKind::Enum, 1, true);
  const auto add = [&](const char* name, std::uint64_t magnitude, bool negative = false) {
    ReadingChoice choice;
    choice.name = name;
    choice.low.numerator = {magnitude, negative};
    choice.high = choice.low;
    type.values.push_back(choice);
  };
  add("least", 128, true);
  add("none", 0);
  add("also_none", 0);
  add("most", 127);
  add("too_much", 128);
  add("too_little", 129, true);
  const auto names = [](const Field& field) {
    std::string text;
    for (const ReadingChoice& choice : field.reading->steps.front().choices) {
      text += choice.name + " ";
    }
    return text;
  };
  CHECK(names(made({type}).field) == "least none most ");
  const auto packed = made({record(CKind::Struct, 1, {{"e", 2, 0, 3}}), type});
  CHECK(names(packed.field.record->fields.front()) == "none ");
}

TEST_CASE("no graph of types does harm") {
  std::mt19937 random(5);
  const auto below = [&](std::uint64_t most) { return random() % most; };
  const auto any_number = [&]() -> std::int64_t {
    constexpr std::int64_t kNumbers[] = {0, 1, 2, 8, 16, 24, 31, 64, 127, -1, INT64_MAX, INT64_MIN};
    return kNumbers[below(std::size(kNumbers))];
  };
  int whole = 0;
  for (int round = 0; round < 4000; ++round) {
    std::vector<CType> types(1 + below(6));
    for (CType& type : types) {
      type =
          scalar(static_cast<CKind>(below(13)), below(3) == 0 ? any_number() : 64, below(2) == 0);
      type.of = below(types.size() + 1);
      for (auto k = below(3); k-- > 0;) type.lengths.push_back(any_number());
      for (auto k = below(4); k-- > 0;) {
        CMember member{below(2) == 0 ? "" : "m", below(types.size() + 1), any_number()};
        if (below(3) == 0) member.width = static_cast<int>(below(70));
        type.members.push_back(member);
      }
    }
    try {
      const BookType type = made(types);
      whole += 1;
      CHECK(type.field.size() >= 0);
      if (type.field.record) static_cast<void>(holes(*type.field.record));
    } catch (const Error&) {
    }
  }
  CHECK(whole > 500);
}

}  // namespace bview
