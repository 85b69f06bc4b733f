// SPDX-License-Identifier: MIT
// What the output forms print, the readers of the same forms take back.

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include <bview/formats/input/json_plan.hpp>
#include <bview/formats/output/rows.hpp>

#include "tests/formats/input/reading.hpp"

namespace bview {
namespace {

struct Form {
  std::string name;
  std::unique_ptr<Renderer> (*make)(Selection, const OutputOptions&);
};
const Form kForms[] = {
    {"tsv", make_tsv}, {"csv", make_csv}, {"json", make_json}, {"ndjson", make_ndjson}};

const std::string kFormats[] = {"b",
                                "<h",
                                "?",
                                "<[i24]",
                                "<e",
                                ">f",
                                "<d",
                                "g",
                                "<F",
                                "D",
                                "4s",
                                "c",
                                "5p",
                                "<3u",
                                ">2w",
                                "<hb",
                                "<3h",
                                "bxh",
                                "<h:a:b:c:",
                                "h:a:2b4s",
                                "T{b}",
                                "T{4s:t:}",
                                "T{(2,2)<e:m:T{b:x:c:y:}:r:}",
                                "(2,3)<h",
                                "(2)T{b:x:3s:y:}",
                                "2T{b3s}",
                                "3T{bb}h",
                                "T{(2)T{(2)T{b:a:}:b:}:c:F:z:}",
                                "0s",
                                "4x",
                                "(0)bb",
                                "T{(2,0)b:n:b:v:}",
                                "T{b:a\"b:h:c.d:}",
                                "16s",
                                "3s3s"};

/// Random bytes, many of them such as quotes, escapes and digits.
class RandomBytes {
 public:
  std::vector<std::byte> take(std::size_t count) {
    constexpr char kSpecial[] = "\0\\x\"\n\r\t,aé[]{}:u0";
    std::vector<std::byte> bytes(count);
    for (std::byte& byte : bytes) {
      const std::uint64_t common = static_cast<unsigned char>(kSpecial[next() % sizeof(kSpecial)]);
      byte = static_cast<std::byte>(next() % 3 == 0 ? next() : common);
    }
    return bytes;
  }

 private:
  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ >> 33U;
  }
  std::uint64_t state_ = 1;
};

std::string print(const Form& form, std::vector<std::byte>& bytes, const Layout& layout,
                  const Lengths& shape, const OutputOptions& options) {
  const bview::Bytes view{bytes.data(), static_cast<std::int64_t>(bytes.size()), true};
  StringSink sink;
  write_all(*form.make({View::contiguous(view, layout.itemsize, shape), layout}, options), sink);
  return sink.text();
}

void check(const Form& form, const Layout& layout, const Lengths& shape,
           const OutputOptions& options, std::vector<std::byte> bytes) {
  const std::string text = print(form, bytes, layout, shape, options);
  CAPTURE(text);
  // Where an item may itself be [], JSON cannot tell no items from empty ones.
  if (bytes.empty() && json_opening(layout, options.bytes_as).closes) return;
  std::vector<std::byte> back;
  StringSource source(text);
  find_input_form(form.name)->read(
      source, layout, {options.bytes_as, options.header},
      [&](std::span<const std::byte> item) { back.insert(back.end(), item.begin(), item.end()); });
  REQUIRE(back.size() == bytes.size());
  // The bytes themselves may differ where a text has room for rubbish behind it, or a NaN
  // bits that do not show.
  REQUIRE(print(form, back, layout, shape, options) == text);
}

TEST_CASE("what is printed reads back") {
  RandomBytes random;
  for (const std::string& format : kFormats) {
    CAPTURE(format);
    const Layout layout = parse_format(format);
    for (const Form& form : kForms) {
      CAPTURE(form.name);
      for (int round = 0; round < 60; ++round) {
        const Lengths shapes[] = {{}, {3}, {2, 2}, {2, 1, 3}, {0}, {3, 0}};
        const Lengths& shape = shapes[static_cast<std::size_t>(round) % 6];
        OutputOptions options;
        options.base = round % 2 == 0 ? 10 : 16;
        options.bytes_as = static_cast<BytesAs>(round % 4);
        options.header = round % 3 == 0 && !shape.empty();
        options.nan_as_string = round % 2 == 0;
        std::int64_t items = 1;
        for (const std::int64_t extent : shape) items *= extent;
        check(form, layout, shape, options,
              random.take(static_cast<std::size_t>(items * layout.itemsize)));
      }
    }
  }
}

}  // namespace
}  // namespace bview
