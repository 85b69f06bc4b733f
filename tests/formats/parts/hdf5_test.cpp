// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <bview/formats/parts/hdf5.hpp>
#include <bview/formats/parts/hdf5_helper.hpp>

#include "tests/support/errors.hpp"
#include "tests/support/listed_parts.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary.hpp"
#include "tests/support/vectors.hpp"

namespace bview {
namespace {

using testing::from_hex;
using testing::Listed;

constexpr const char* kHelper = BVIEW_EXE "-hdf5";  // where it is built

bool is_built() {
  const bool built = ::access(kHelper, X_OK) == 0;
  if (!built) MESSAGE("not looked at: bview-hdf5, which is built where libhdf5-dev is");
  return built;
}

/// A program that is asked in place of bview-hdf5, as long as this lives.
struct Asked {
  explicit Asked(const std::string& program) { ::setenv("BVIEW_HDF5", program.c_str(), 1); }
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked() { ::unsetenv("BVIEW_HDF5"); }
};

/// A shell script in a folder of its own, and a file of a hundred bytes for it to read.
class Liar {
 public:
  explicit Liar(const std::string& script)
      : program_(folder_.file("helper", "#!/bin/sh\n" + script + '\n')) {
    ::chmod(program_.c_str(), S_IRWXU);
  }
  [[nodiscard]] const std::string& program() const { return program_; }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  testing::TemporaryFolder folder_{};
  std::string program_;
  std::string file_ = folder_.file("it.h5", std::string(100, 'x'));
};

std::string row_of(const Part& part) {
  const std::string offset = part.absent ? "-" : fmt::format("{}", part.offset);
  const Lengths shape = part.shape.value_or(Lengths());
  return fmt::format("{}|{}|{}|{}|{}", part.name, part.format.empty() ? "-" : part.format,
                     fmt::join(shape, ","), offset, part.size);
}

/// What a file gives: each part lies inside of it.
Listed listed_file(const std::string& path) {
  const Input input = open_input(path);
  FileBytes bytes(input);
  Listed result;
  const auto take = [&](const Part& part) {
    REQUIRE(bytes.has(part.offset, part.size));
    result.parts.push_back(row_of(part));
    return true;
  };
  result.error = testing::message_of([&] {
    list_hdf5(bytes, take);
    return 0;
  });
  return result;
}

TEST_CASE("data sets are where h5py says that they are") {
  if (!is_built()) return;
  const Asked asked(kHelper);
  const testing::TemporaryFolder folder;
  for (const testing::Vector& row : testing::read_vectors("oracle/hdf5.tsv")) {
    CAPTURE(row[0]);
    const std::string path = folder.file("it.h5", from_hex(row[1]));
    const Input input = open_input(path);
    FileBytes bytes(input);
    CHECK(is_hdf5(bytes));
    const Listed found = listed_file(path);
    CHECK(found.error.empty());
    CHECK(fmt::format("{}", fmt::join(found.parts, ";")) == row[2]);
  }
}

TEST_CASE("a file of HDF5 that is cut short or changed gives other data sets, or an error") {
  if (!is_built()) return;
  const Asked asked(kHelper);
  const testing::TemporaryFolder folder;
  const bool all = std::getenv("BVIEW_LONG_TESTS") != nullptr;
  std::mt19937 random(20);
  for (const testing::Vector& row : testing::read_vectors("oracle/hdf5.tsv")) {
    const std::string text = from_hex(row[1]);
    for (int round = 0; round < (all ? 10000 : 2); ++round) {
      static_cast<void>(listed_file(folder.file("it.h5", testing::mutated(text, random))));
      static_cast<void>(listed_file(folder.file("it.h5", text.substr(0, random() % text.size()))));
    }
  }
}

TEST_CASE("what the other program says is held against the file") {
  struct Row {
    const char* says;
    const char* parts;
    const char* error;  // some words of it
  };
  const Row rows[] = {
      {R"(["a", "<f", [2, 3], 8, 24, "float", ""] true)", "a|<f|2,3|8|24", ""},
      {R"(["a", "", [], 0, 100, "", ""] true)", "a|-||0|100", ""},
      {R"(["a", "", [], null, 0, "", "why"] true)", "a|-||-|0", ""},
      {R"(["a", "B", [], 0, 1, "", ""] ["b", "B", [], 100, 1, "", ""] true)", "a|B||0|1",
       "data set 'b' reaches behind the end"},
      {R"(["a", "", [], 99, 2, "", ""] true)", "", "reaches behind the end"},
      {R"(["a", "", [], 9223372036854775807, 9223372036854775807, "", ""] true)", "",
       "reaches behind the end"},
      {R"(["a", "<f", [1], -4, 4, "", ""] true)", "", "no file has offsets and lengths as '-4'"},
      {R"(["a", "<f", [1], 1e1, 4, "", ""] true)", "", "as '1e1'"},
      {R"(["a", "<f", [-1], 0, 4, "", ""] true)", "", "as '-1'"},
      {R"(["a", "<f", [18446744073709551617], 0, 4, "", ""] true)", "",
       "as '18446744073709551617'"},
      {R"(["a", "<f", [4294967296, 4294967296], 0, 0, "", ""] true)", "", "another shape"},
      {R"(["a", "<f", [2], 0, 4, "", ""] true)", "", "has another shape than its bytes"},
      {R"(["a", "<k", [1], 0, 4, "", ""] true)", "", "has a type that nobody can read"},
      {R"(["a", "H:n: B[n]:v:", [1], 0, 4, "", ""] true)", "", "a type that nobody can read"},
      {R"(["a", "", [], null, 4, "", "why"] true)", "", "said what makes no sense"},
      {R"(["a", "", [], null, 0, "", ""] true)", "", "said what makes no sense"},
      {R"(["a", "B", [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1], 0, 1, "", ""])",
       "", "said what makes no sense"},
      {R"({"a": 1})", "", "said what makes no sense"},
      {R"(["a", "B")", "", "ended with code 0 before"},
      {R"(["a", "B", [], 0, 1, "", ""])", "a|B||0|1", "ended with code 0 before"},
      {R"("no such \u001b[31m group")", "", R"(says: 'no such \x1b[31m group')"},
      {"", "", "ended with code 0 before"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.says);
    const Liar liar(fmt::format("cat <<'END'\n{}\nEND", row.says));
    const Asked asked(liar.program());
    const Listed found = listed_file(liar.file());
    CHECK(fmt::format("{}", fmt::join(found.parts, ";")) == row.parts);
    CAPTURE(found.error);
    CHECK(found.error.empty() == (*row.error == '\0'));
    CHECK(found.error.find(row.error) != std::string::npos);
  }
}

TEST_CASE("another program that ends, or does not, is told of") {
  struct Row {
    const char* script;
    const char* error;
  };
  const Row rows[] = {
      {"exit 3", "ended with code 3 before"},
      {"kill -SEGV $$", "ended by signal 11 (Segmentation fault) before"},
      {"printf '[\"a'; kill -ABRT $$", "ended by signal 6 (Aborted) before"},
      {"echo true; exit 1", ""},  // all has been said
      {"echo true; exec sleep 1000", ""},
      {"exec >&-; exec sleep 1000", "before"},  // how it ends, nobody waits for
      {"exec yes", "said what makes no sense"},
      {"exec yes '['", "said what makes no sense"},
      {"printf '[\"'; exec tr '\\0' a </dev/zero", "said what makes no sense"},
      {"printf '[\"a\", \"B\", ['; exec yes 1,", "said what makes no sense"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.script);
    const Liar liar(row.script);
    const Asked asked(liar.program());
    const std::string error = listed_file(liar.file()).error;
    CAPTURE(error);
    CHECK(error.empty() == (*row.error == '\0'));
    CHECK(error.find(row.error) != std::string::npos);
  }
}

/// What is said of a program whose answer is read to its end.
std::string heard(const std::string& script, const Hdf5Patience& patience) {
  const Liar liar(script);
  const Asked asked(liar.program());
  Hdf5Helper helper(-1, "'it'", patience);
  std::vector<char> piece(4096);
  while (helper.read(piece) > 0) {
  }
  return helper.failure().what();
}

TEST_CASE("there is an end to the patience with another program") {
  using namespace std::chrono_literals;
  CHECK(heard("exec sleep 1000", {20ms, 1}).find("said nothing for 0 seconds") !=
        std::string::npos);
  CHECK(heard("echo '['; exec sleep 1000", {1000ms, 100}).find("nothing for 1 sec") !=
        std::string::npos);
  CHECK(heard("exec yes ''", {60s, 100000}).find("said more than 100000 bytes") !=
        std::string::npos);
}

TEST_CASE("another program is the one that was named, and gets the file alone") {
  const testing::TemporaryFolder folder;
  const std::string file = folder.file("it.h5", "abc");
  {
    const Asked asked(folder.path("absent"));
    const std::string error = listed_file(file).error;
    CHECK(error.find("absent': No such file or directory; it would read") != std::string::npos);
  }
  {
    const Asked asked(folder.file("plain", "exit 0"));
    CHECK(listed_file(file).error.find("plain': Permission denied") != std::string::npos);
  }
  const Liar liar(R"sh(printf '["%s", "", [], 0, %d, "", ""] true' "$1" "$(wc -c <"$1")")sh");
  const Asked asked(liar.program());
  CHECK(listed_file(file).parts == std::vector<std::string>{"/proc/self/fd/0|-||0|3"});
}

TEST_CASE("bview ends as ever, whatever the other program does") {
  const Liar liar("exit 3");
  testing::Process failing({"ls", liar.file(), "--as", "hdf5"}, -1, -1,
                           {"BVIEW_HDF5", liar.program()});
  const testing::Ending ending = failing.wait();
  CHECK(ending.code == 2);
  CHECK(ending.errors.find("ended with code 3 before") != std::string::npos);

  // One that waits, and tells by opening a fifo that it works.
  const Liar waiting("exec cat \"${0%/*}/fifo\"");
  REQUIRE(::mkfifo(waiting.path("fifo").c_str(), S_IRWXU) == 0);
  testing::Process stopped({"ls", waiting.file(), "--as", "hdf5"}, -1, -1,
                           {"BVIEW_HDF5", waiting.program()});
  const Descriptor fifo(::open(waiting.path("fifo").c_str(), O_WRONLY | O_CLOEXEC));
  ::kill(stopped.id(), SIGINT);
  CHECK(stopped.wait().code == 128 + SIGINT);
}

}  // namespace
}  // namespace bview
