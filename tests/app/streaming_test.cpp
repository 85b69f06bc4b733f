// SPDX-License-Identifier: MIT
// A stream prints what a file with the same bytes prints, however its bytes arrive.

#include "app/streaming.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <bview/core/buffer.hpp>
#include <bview/core/error.hpp>

#include "app/commands.hpp"

namespace bview {
namespace {

using Arguments = std::vector<const char*>;

Options options_of(const Arguments& arguments) {
  return parse_options(arguments, find_command("dump")->options);
}

const OutputForm& form_of(const Options& options) {
  return *find_output_form(options.to.value_or(options.format ? "tsv" : "hex"));
}

struct Printed {
  std::string text{};
  std::string error{};
};

/// What a dump of a file prints, or why it prints nothing.
Printed from_file(const std::string& data, const Arguments& arguments) {
  const Options options = options_of(arguments);
  Input input;
  input.buffer = Buffer::borrow(data);
  input.name = "the input";
  StringSink sink;
  try {
    const Session session = make_session(std::move(input), view_request(options), options);
    write_all(*form_of(options).make(session.selection, {}), sink);
  } catch (const Error& error) {
    return {sink.text(), error.what()};
  }
  return {sink.text(), ""};
}

/// What a dump of a stream prints, and how it ends.
Printed from_source(Source& source, int threads, const Arguments& arguments) {
  const Options options = options_of(arguments);
  const ViewRequest request = view_request(options);
  REQUIRE(can_stream(request, form_of(options), options));
  StringSink sink;
  const OutputOptions output;
  try {
    dump_stream(source, "the input", request, options,
                {form_of(options), output, sink, threads, [](std::int64_t) {}});
  } catch (const Error& error) {
    return {sink.text(), error.what()};
  }
  return {sink.text(), ""};
}

/// Keeps the chunks apart.
class ChunkSink : public Sink {
 public:
  void write(std::string_view chunk) override { chunks_.emplace_back(chunk); }
  [[nodiscard]] const std::vector<std::string>& chunks() const { return chunks_; }

 private:
  std::vector<std::string> chunks_;
};

Printed from_stream(const std::string& data, std::size_t step, const Arguments& arguments) {
  StringSource source(data, step);
  return from_source(source, 2, arguments);
}

std::string bytes(std::size_t count) {
  std::string text(count, '\0');
  // Long repeats between bytes by chance, so that hex has lines to leave out.
  for (std::size_t k = 0; k < count; ++k) {
    text[k] = k / 100 % 2 == 0 ? '\5' : static_cast<char>(k * k % 251);
  }
  return text;
}

const std::vector<Arguments> kViews = {
    {},
    {"-v"},
    {"-o", "3"},
    {"-t", "raw"},
    {"-f", "B"},
    {"-f", "<3s", "-t", "csv"},
    {"-f", "<H", "-s", "-1,3"},
    {"-f", "<H", "-s", "-1,3", "-t", "json"},
    {"-f", "<H", "-s", "-1,3", "-t", "ndjson"},
    {"-f", "<H", "-s", "-1,3", "-t", "raw"},
    {"-f", "<H", "-s", "-1,3", "-t", "hex"},
    {"-f", "<H", "-s", "-1,2,2", "-i", "..., ::-1, 0", "-t", "json"},
    {"-f", "<H", "-s", "-1,2,2", "-i", "2:, 1", "-t", "tsv"},
    {"-f", "<H:a: B:b:", "-t", "ndjson", "-i", "1::3"},
    {"-f", "<H:a: B:b:", "-t", "json", "-i", "4:"},
    {"-f", "<H:a: B:b:", "-t", "csv", "--fields", "b"},
    {"-f", "<H:a: B:b:", "-t", "hex", "--fields", "b"},
    {"-f", "<H:a: B:b:", "-t", "raw", "--fields", "b,a", "-i", "::2"},
    {"-f", "(2,3)B", "-o", "5", "-t", "json"},
    {"-f", "(2,3)B", "-o", "5", "-t", "tsv"},
    {"-f", "<(3)h", "-t", "csv", "-i", "1::2"},
    {"-f", "<(3)h", "-t", "ndjson"},
    {"-f", "(2)T{B:a:B:b:}", "-t", "csv"},
    {"-f", "(2)T{B:a:B:b:}", "-t", "hex"},
    {"-f", "B", "-s", "-1,3", "-i", ":,0:0", "-t", "json"},
    {"-f", "<I", "--itemsize", "7", "-i", "::5"},
};

TEST_CASE("lines that arrive together are written at once") {
  const Options options = options_of({"-f", "B"});
  StringSource source("abcde", 2);
  ChunkSink sink;
  dump_stream(source, "the input", view_request(options), options,
              {form_of(options), {}, sink, 1, [](std::int64_t) {}});
  CHECK(sink.chunks() == std::vector<std::string>{"97\n98\n", "99\n100\n", "101\n"});
}

TEST_CASE("a stream prints what a file prints, in pieces of any size") {
  for (const Arguments& view : kViews) {
    for (const std::size_t count : {0U, 1U, 2U, 5U, 11U, 12U, 47U, 48U, 96U, 420U, 3005U}) {
      std::string data = bytes(count);
      Printed whole = from_file(data, view);
      // A file with an incomplete item prints nothing; a stream has printed the whole ones.
      while (!whole.error.empty() && !data.empty()) {
        data.pop_back();
        const Printed shorter = from_file(data, view);
        if (shorter.error.empty()) whole.text = shorter.text;
        if (shorter.error.empty()) break;
      }
      for (const std::size_t step : {1U, 2U, 7U, 16U, 1000U, 100'000U}) {
        CAPTURE(view);
        CAPTURE(count);
        CAPTURE(step);
        const Printed streamed = from_stream(bytes(count), step, view);
        CHECK(streamed.error == whole.error);
        if (data.empty() && !whole.error.empty()) continue;  // not one whole item to print
        CHECK(streamed.text == whole.text);
      }
    }
  }
}

TEST_CASE("a long stream is printed like a file, on threads") {
  const std::string data = bytes(5'000'004);
  for (const Arguments& view : {Arguments{"-f", "<I"}, Arguments{"-f", "<H:a: H:b:", "-t", "json"},
                                Arguments{}, Arguments{"-t", "raw"}}) {
    CAPTURE(view);
    const Printed whole = from_file(data, view);
    CHECK(from_stream(data, 700'001, view).text == whole.text);
  }
}

/// A view, and what it shows of some source.
struct Case {
  Arguments view;
  const char* text;
};

/// Each view has a source of its own, which ends with `error`.
template <class OneSource>
void check_each(std::span<const Case> cases, const std::string& error) {
  for (const Case& one : cases) {
    CAPTURE(one.view);
    OneSource source;
    const Printed printed = from_source(source, 1, one.view);
    CHECK(printed.error == error);
    CHECK(printed.text == one.text);
  }
}

TEST_CASE("an item is printed as soon as it is whole") {
  // The stream ends the program in its third item: what was printed before stays.
  class Dying : public Source {
   public:
    [[nodiscard]] std::size_t read(std::span<char> into) override {
      if (++reads_ > 5) throw Error(Errc::File, "the cable is out");
      into.front() = static_cast<char>('a' + reads_);
      return 1;
    }

   private:
    int reads_ = 0;
  };
  const Case cases[] = {
      {{"-f", "2s"}, "bc\nde\n"},
      {{"-f", "2s", "-t", "ndjson"}, "\"bc\"\n\"de\"\n"},
      {{"-f", "2s", "-t", "json"}, "[\"bc\",\"de\""},
      {{"-f", "2s", "-i", "1:"}, "de\n"},
      {{"-f", "B", "-s", "-1,2"}, "98\t99\n100\t101\n"},
      {{"-f", "<B:a: B:b: B:c:", "--fields", "a,c", "-t", "raw"}, "bd"},
      {{"-f", "B", "-s", "-1,2", "-i", ":,1", "-t", "raw"}, "ce"},
  };
  check_each<Dying>(cases, "the cable is out");
}

TEST_CASE("a stream without an end is read as far as an index needs it") {
  class Endless : public Source {
   public:
    [[nodiscard]] std::size_t read(std::span<char> into) override {
      into.front() = static_cast<char>('a' + reads_ % 26);
      REQUIRE(++reads_ < 1000);
      return 1;
    }

   private:
    int reads_ = 0;
  };
  const Case cases[] = {
      {{"-f", "2s", "-i", ":2"}, "ab\ncd\n"},
      {{"-f", "2s", "-i", "1:6:2", "-t", "json"}, "[\"cd\",\"gh\",\"kl\"]\n"},
      {{"-f", "2s", "-s", "-1,2", "-i", ":2", "-t", "ndjson"},
       "[\"ab\",\"cd\"]\n[\"ef\",\"gh\"]\n"},
      {{"-f", "2s", "-i", "2:3", "-t", "raw"}, "ef"},
      {{"-i", "2:5"},
       "00000002  63 64 65                                          |cde|\n00000005\n"},
      {{"-f", "2s", "-i", "3:3"}, ""},
      {{"-f", "2s", "-i", "3"}, "gh\n"},
      {{"-f", "2s", "-s", "-1,3", "-i", "1, ::-1", "-t", "json"}, "[\"kl\",\"ij\",\"gh\"]\n"},
      {{"-f", "2s:x:", "-i", "0", "-t", "ndjson"}, "{\"x\":\"ab\"}\n"},
  };
  check_each<Endless>(cases, "");
}

TEST_CASE("what needs the end is not streamed") {
  const std::vector<Arguments> views = {
      {"-f", "B", "-i", "-1"},
      {"-f", "B", "-i", "::-1"},
      {"-f", "B", "-i", "-5:"},
      {"-f", "B", "-i", ":-1"},
      {"-f", "B", "-i", "-3"},
      {"-f", "B", "-i", "..., 3"},
      {"-f", "B", "-s", "3,-1"},
      {"-f", "B", "-s", "3"},
      {"-f", "B", "-s", ""},
      {"-f", "B", "--transpose"},
      {"-f", "B", "-o", "-5"},
      {"-f", "B", "-t", "table"},
      {"-f", "B", "-t", "npy"},
      {"-f", "B", "-t", "c"},
      {"-f", "0s"},
      {"-f", "B", "-s", "-1,20000000"},
      {"-f", "B", "--strides", "2"},
      {"-f", "B", "-s", "-1,-1"},
      {"-f", "B", "-s", "-1,2", "--order", "F"},
      {"-f", "B", "-s", "-1,2", "--axes", "1,0"},
  };
  for (const Arguments& view : views) {
    CAPTURE(view);
    const Options options = options_of(view);
    CHECK_FALSE(can_stream(view_request(options), form_of(options), options));
  }
}

}  // namespace
}  // namespace bview
