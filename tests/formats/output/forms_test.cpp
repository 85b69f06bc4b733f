// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/output/forms.hpp>
#include <bview/formats/syntax/project.hpp>

#include "tests/support/selection.hpp"

namespace bview {
namespace {

using testing::bad_split;
using testing::counting_bytes;
using testing::rendered;
using testing::Sample;
using testing::sample;

TEST_CASE("the forms of the contract, each found by its name") {
  std::vector<std::string_view> names;
  for (const OutputForm& form : output_forms()) {
    names.push_back(form.name);
    CHECK(find_output_form(form.name) == &form);
    CHECK_FALSE(form.summary.empty());
    CHECK((form.make != nullptr));
  }
  CHECK(names == std::vector<std::string_view>{"hex", "table", "tsv", "csv", "json", "ndjson",
                                               "raw", "plain", "ihex", "srec", "npy", "parquet",
                                               "arrow", "feather", "png", "image", "plot", "c"});
  for (const char* unknown : {"", "js", "jsonl", "JSON", "hex "}) {
    CHECK(find_output_form(unknown) == nullptr);
  }
}

/// Samples of different shapes, formats and strides.
std::vector<Sample> samples() {
  std::vector<Sample> all = {
      sample("B", counting_bytes(100)),
      sample("B", counting_bytes(1), Lengths{}),
      sample("<H", counting_bytes(96), {2, 4, 6}),
      sample("<Hb:n:4s:t:", counting_bytes(98)),
      sample("<B:a:T{H:x:(2)B:y:}:r:2f", counting_bytes(130), {2, 5}),
      sample("(2,3)B", counting_bytes(60), {5, 2}),
      sample("(2)T{B:x:B:y:}", counting_bytes(40)),
      sample("2s", counting_bytes(16), {8, 1}),
      sample("<i", counting_bytes(16), {0}),
      sample("<i", counting_bytes(16), {3, 0}),
  };
  Sample backwards = sample("<H", counting_bytes(96), {2, 4, 6});
  backwards.selection.view = backwards.selection.view.transpose().slice(0, {{}, {}, -2});
  all.push_back(backwards);
  Sample projected = sample("<B:a:H:b:I:c:", counting_bytes(98), {2, 7});
  projected.selection.layout = project(projected.selection.layout, {"c", "a"});
  all.push_back(projected);
  return all;
}

/// What is rendered together is a group of rows.
bool depends_on_parts(const OutputForm& form) {
  return form.name == "parquet" || form.name == "arrow" || form.name == "feather";
}

/// Takes some of the samples only; tests/formats/picture has others.
bool is_picture(const OutputForm& form) {
  return form.name == "png" || form.name == "image" || form.name == "plot";
}

TEST_CASE("every form is a pure function of its parts: any cut gives the same text") {
  const OutputOptions all_options[] = {{}, {.header = true, .verbose = true, .color = true}};
  for (const OutputForm& form : output_forms()) {
    if (depends_on_parts(form) || is_picture(form)) continue;
    for (const Sample& given : samples()) {
      for (const OutputOptions& options : all_options) {
        const auto renderer = form.make(given.selection, options);
        CAPTURE(form.name);
        CAPTURE(given.selection.layout.format);
        CHECK(renderer->parts_per_chunk() >= 1);
        CHECK(bad_split(*renderer) == -1);
      }
    }
  }
}

/// Passes a renderer on with chunks of another length.
class OtherChunks : public Renderer {
 public:
  OtherChunks(const Renderer& inner, std::int64_t chunk) : inner_(inner), chunk_(chunk) {}
  [[nodiscard]] std::int64_t parts() const override { return inner_.parts(); }
  [[nodiscard]] std::int64_t parts_per_chunk() const override { return chunk_; }
  void begin(TextBuffer& out) const override { inner_.begin(out); }
  void end(TextBuffer& out) const override { inner_.end(out); }
  void render(std::int64_t first, std::int64_t count, TextBuffer& out) const override {
    inner_.render(first, count, out);
  }

 private:
  const Renderer& inner_;
  std::int64_t chunk_;
};

TEST_CASE("write_all writes the same whatever the chunks, and on any number of threads") {
  for (const OutputForm& form : output_forms()) {
    if (depends_on_parts(form) || is_picture(form)) continue;
    for (const Sample& given : samples()) {
      const auto renderer = form.make(given.selection, {});
      const std::string want = rendered(*renderer);
      CAPTURE(form.name);
      for (const std::int64_t chunk : {1, 2, 3, 1000}) {
        for (const int threads : {1, 2, 5}) {
          StringSink sink;
          write_all(OtherChunks(*renderer, chunk), sink, threads);
          CHECK(sink.text() == want);
        }
      }
    }
  }
}

TEST_CASE("large selections come out whole") {
  constexpr std::size_t kItems = 300'000;
  const Sample many = sample("B", counting_bytes(kItems));
  std::string tsv;
  std::string json = "[";
  for (std::size_t k = 0; k < kItems; ++k) {
    tsv += fmt::format("{}\n", k % 256);
    json += fmt::format("{}{}", k == 0 ? "" : ",", k % 256);
  }
  struct Row {
    std::string_view form;
    const std::string& want;
  };
  const std::string whole_json = json + "]\n";
  const Row rows[] = {{"tsv", tsv}, {"csv", tsv}, {"ndjson", tsv}, {"json", whole_json}};
  for (const Row& row : rows) {
    for (const int threads : {1, 3}) {
      StringSink sink;
      write_all(*find_output_form(row.form)->make(many.selection, {}), sink, threads);
      CHECK((sink.text() == row.want));
    }
  }
}

}  // namespace
}  // namespace bview
