// SPDX-License-Identifier: MIT
// bview patch and undo as processes: killed at any moment, many at once, and with files
// that change under their hands. Moments are chosen by chance; what must hold holds for all.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <bview/core/descriptor.hpp>
#include <bview/core/file_lock.hpp>
#include <bview/core/journal_log.hpp>
#include <bview/core/mapping.hpp>
#include <bview/core/patch_disk.hpp>

#include "tests/support/child.hpp"
#include "tests/support/descriptors.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary.hpp"

namespace bview {
namespace {

namespace fs = std::filesystem;
using namespace testing;
using Clock = std::chrono::steady_clock;
using Duration = std::chrono::microseconds;

// --- killed --------------------------------------------------------------------------------------

constexpr std::size_t kLarge = std::size_t{64} << 20U;
constexpr std::size_t kStep = std::size_t{64} << 10U;

/// A large file, of which every kStep-th pair of bytes is patched.
struct Victim {
  TemporaryFolder folder{};
  std::string path = folder.path("data");
  std::string log = path + ".bview-undo";

  Victim() {
    std::ofstream file(path, std::ios::binary);
    for (std::size_t at = 0; at < kLarge; at += kStep) {
      file.seekp(static_cast<std::streamoff>(at));
      file << "\1\2";
    }
    file.close();
    fs::resize_file(path, kLarge);
  }

  /// The file is zeros, but for `pair` wherever something is patched.
  [[nodiscard]] bool holds(const std::string& pair) const {
    const Buffer file = map_file(path, Access::Read);
    if (file.size() != static_cast<std::int64_t>(kLarge)) return false;
    const std::string step = pair + std::string(kStep - pair.size(), '\0');
    for (std::size_t at = 0; at < kLarge; at += kStep) {
      if (std::memcmp(file.bytes().data + at, step.data(), kStep) != 0) return false;
    }
    return true;
  }

  [[nodiscard]] std::vector<std::string> patch(bool sync) const {
    std::vector<std::string> arguments = {"patch", path,   "-f", "<H",        "-o",    "0",
                                          "-s",    "1024", "-q", "--strides", "65536", "0x0403"};
    if (!sync) arguments.emplace_back("--no-sync");
    return arguments;
  }
  [[nodiscard]] std::vector<std::string> undo() const { return {"undo", path, "-q", "--no-sync"}; }

  /// The first byte of its only entry tells the state of the log.
  [[nodiscard]] std::string log_state() const { return content_of(log).substr(kLogHeaderSize, 1); }
};

const std::string kOld = "\1\2";
const std::string kNew = "\3\4";

/// Lets a process run for a part of the time that it takes, then kills it.
class Executioner {
 public:
  /// Runs it once to its end.
  explicit Executioner(const std::vector<std::string>& arguments) {
    const auto start = Clock::now();
    CHECK(run_bview(arguments).code == 0);
    usual_ = std::chrono::duration_cast<Duration>(Clock::now() - start);
  }

  Ending run(const std::vector<std::string>& arguments) {
    const auto most = static_cast<std::uint64_t>(usual_.count()) + 1;
    const Duration delay(static_cast<std::int64_t>(random_() % (most + most / 8)));
    // Coverage counts go to files that processes share: killed while it makes one, it would leave a
    // part of it, to which no other can add.
    Process process(arguments, -1, -1, {"LLVM_PROFILE_FILE", "/dev/null"});
    std::this_thread::sleep_for(delay);
    process.kill();
    return process.wait();
  }

 private:
  Duration usual_{};
  std::mt19937_64 random_{1};  // NOLINT(cert-msc51-cpp): chance enough
};

TEST_CASE("a patch killed at any moment is undone, or was not begun, or was done") {
  const Victim victim;
  Executioner executioner(victim.patch(false));
  CHECK(victim.holds(kNew));
  CHECK(run_bview(victim.undo()).code == 0);
  REQUIRE(victim.holds(kOld));
  for (int round = 0; round < 110; ++round) {
    CAPTURE(round);
    const Ending patch = executioner.run(victim.patch(round % 5 == 0));
    REQUIRE((patch.killed() || patch.code == 0));
    const std::string state = fs::exists(victim.log) ? victim.log_state() : "none";
    CAPTURE(state);
    CHECK((state == "none" || state == "P" || state == "F"));
    if (!patch.killed()) CHECK(state == "F");
    if (state == "F") REQUIRE(victim.holds(kNew));

    const Ending undo = run_bview(victim.undo());
    REQUIRE(victim.holds(kOld));
    if (state != "none") CHECK(undo.code == 0);
    if (undo.code != 0) CHECK(undo.errors.starts_with("bview: there is no undo log"));
    CHECK(std::distance(fs::directory_iterator(victim.folder.path("")), {}) == 1);
  }
}

TEST_CASE("an undo killed at any moment is run again") {
  const Victim victim;
  REQUIRE(run_bview(victim.patch(false)).code == 0);
  Executioner executioner(victim.undo());
  for (int round = 0; round < 40; ++round) {
    CAPTURE(round);
    REQUIRE(run_bview(victim.patch(false)).code == 0);
    REQUIRE(victim.holds(kNew));
    for (int attempt = 0; attempt < 2; ++attempt) executioner.run(victim.undo());
    static_cast<void>(run_bview(victim.undo()));  // nothing is left to do if one came through
    REQUIRE(victim.holds(kOld));
    CHECK_FALSE(fs::exists(victim.log));
  }
}

TEST_CASE("over an interrupted patch there is no other, and dump and info say so and go on") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", "abcd");
  REQUIRE(run_bview({"patch", path, "-i", ":", "1", "-q"}).code == 0);
  // As a kill between the last byte and the last sync leaves it.
  std::fstream(default_log_path(path), std::ios::in | std::ios::out).seekp(kLogHeaderSize) << 'P';
  const std::string quoted = "'" + path + "'";
  for (const std::vector<std::string>& more : std::vector<std::vector<std::string>>{
           {"2"}, {"1"}, {"2", "--expect", "7"}, {"2", "--undo-log", folder.path("elsewhere")}}) {
    std::vector<std::string> arguments = {"patch", path, "-i", ":"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Ending refused = run_bview(arguments);
    CHECK(refused.code == 2);
    CHECK(refused.errors.find("is of a patch that was interrupted") != std::string::npos);
  }
  for (const std::string command : {"dump", "info"}) {
    const Ending ending = run_bview({command, path});
    CHECK(ending.code == 0);
    CHECK(ending.errors.find(quoted + " was interrupted") != std::string::npos);
  }
  CHECK(content_of(path) == "\1\1\1\1");
  CHECK(run_bview({"undo", path}).code == 0);
  CHECK(content_of(path) == "abcd");
  CHECK(run_bview({"dump", path}).errors == "");
}

// --- many at once --------------------------------------------------------------------------------

constexpr std::size_t kMany = 10;
using Arguments = std::vector<std::string>;

/// Starts many processes at once, the k-th with the arguments `command(k)`, and waits for
/// them all.
template <class Command>
std::array<Ending, kMany> run_many(const Command& command) {
  std::array<std::optional<Process>, kMany> processes;
  for (std::size_t k = 0; k < kMany; ++k) processes[k].emplace(command(std::to_string(k)));
  std::array<Ending, kMany> endings;
  for (std::size_t k = 0; k < kMany; ++k) endings[k] = processes[k]->wait();
  return endings;
}

TEST_CASE("ten patches of the same bytes end as one after another") {
  const TemporaryFolder folder;
  for (int round = 0; round < 3; ++round) {
    const std::string path = folder.file("data", std::string(50'000, 'z'));
    const auto patch = [&](const std::string& k) {
      return Arguments{"patch", path, "-i", ":", k, "-q"};
    };
    for (const Ending& ending : run_many(patch)) {
      CHECK(ending.errors == "");
      CHECK(ending.code == 0);
    }
    const std::string last = content_of(path);
    CHECK((last == std::string(50'000, last[0])));
    const std::string values("\0\1\2\3\4\5\6\7\10\11", kMany);
    CHECK(values.find(last[0]) != std::string::npos);
    CHECK(run_bview({"undo", path, "-q"}).code == 0);
    CHECK(std::distance(fs::directory_iterator(folder.path("")), {}) == 2);
    const std::string second_last = content_of(path);
    CHECK((second_last == std::string(50'000, second_last[0])));
    CHECK(values.find(second_last[0]) != std::string::npos);
    CHECK(second_last[0] != last[0]);
    CHECK(run_bview({"undo", path, "--all", "-q"}).code == 0);
    CHECK(content_of(path) == std::string(50'000, 'z'));
    CHECK(std::distance(fs::directory_iterator(folder.path("")), {}) == 1);
  }
}

TEST_CASE("ten patches of different bytes are all there") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", std::string(kMany, '.'));
  const auto patch = [&](const std::string& k) {
    return Arguments{"patch", path, "-f", "c", "-i", k, k, "-q"};
  };
  for (const Ending& ending : run_many(patch)) CHECK(ending.code == 0);
  CHECK(content_of(path) == "0123456789");
}

TEST_CASE("of ten patches that expect the same one is done") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", ".");
  const auto endings = run_many([&](const std::string& k) {
    return Arguments{"patch", path, "-f", "c", k, "--expect", ".", "-q"};
  });
  const auto done = std::find_if(endings.begin(), endings.end(),
                                 [](const Ending& ending) { return ending.code == 0; });
  REQUIRE(done != endings.end());
  CHECK(content_of(path) == std::to_string(done - endings.begin()));
  CHECK(std::count_if(endings.begin(), endings.end(), [](const Ending& ending) {
          return ending.code == 1;
        }) == static_cast<std::ptrdiff_t>(kMany) - 1);
}

/// A process that holds the lock of a file while it lives.
class Holder {
 public:
  explicit Holder(const std::string& path)
      : child_([&path](const Child::Tell& tell) {
          const bview::Descriptor file(::open(path.c_str(), O_RDWR));
          lock_exclusively(file.get(), path, WhenLocked::Wait);
          tell("locked");
          ::pause();
        }) {
    REQUIRE(child_.next() == "locked");
  }
  void let_go() { child_.end(); }

 private:
  Child child_;
};

TEST_CASE("who will not wait for another writer is told, and who will is not") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", "abcd");
  REQUIRE(run_bview({"patch", path, "-i", ":", "1", "-q"}).code == 0);
  Holder holder(path);
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"patch", path, "-i", ":", "2", "--no-wait"},
        {"undo", path, "--no-wait"}}) {
    const Ending ending = run_bview(arguments);
    CHECK(ending.code == 2);
    CHECK(ending.errors == "bview: another process is writing to '" + path +
                               "'; leave --no-wait out to wait for it (bview help safety)\n");
  }
  CHECK(content_of(path) == "\1\1\1\1");
  Process patient({"patch", path, "-i", ":", "3", "-q"});
  holder.let_go();
  CHECK(patient.wait().code == 0);
  CHECK(content_of(path) == "\3\3\3\3");
}

// --- files that shrink ---------------------------------------------------------------------------

/// Waits until a process has mapped a file for writing; false when it ended before.
bool await_mapping(pid_t process, const std::string& path) {
  const std::string real = fs::canonical(path).string();
  for (;;) {
    std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
    for (std::string line; std::getline(maps, line);) {
      if (line.ends_with(real) && line.find(" rw-s ") != std::string::npos) return true;
    }
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOHANG | WNOWAIT);
    if (info.si_pid == process) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

TEST_CASE("a file that shrinks while a patch waits for it is not patched") {
  const TemporaryFolder folder;
  const std::string path = folder.file("data", std::string(10'000, 'a'));
  Holder holder(path);
  Process waiting({"patch", path, "-i", ":", "1"});
  REQUIRE(await_mapping(waiting.id(), path));
  fs::resize_file(path, 100);
  holder.let_go();
  const Ending ending = waiting.wait();
  CHECK(ending.code == 2);
  CHECK(ending.errors == "bview: '" + path +
                             "' was replaced or changed its size while bview waited for it; "
                             "nothing was written\n");
  CHECK(content_of(path) == std::string(100, 'a'));
  CHECK(std::distance(fs::directory_iterator(folder.path("")), {}) == 1);
}

TEST_CASE("a file that is replaced while a patch or an undo waits for it is left alone") {
  for (const std::string command : {"patch", "undo"}) {
    const TemporaryFolder folder;
    const std::string path = folder.file("data", "aaaa");
    REQUIRE(run_bview({"patch", path, "-i", ":", "1", "-q"}).code == 0);
    Holder holder(path);
    std::vector<std::string> arguments = {command, path};
    if (command == "patch") arguments.insert(arguments.end(), {"-i", ":", "2"});
    Process waiting(arguments);
    REQUIRE(await_mapping(waiting.id(), path));
    fs::rename(folder.file("other", "bbbb"), path);
    holder.let_go();
    CHECK(waiting.wait().code == 2);
    CHECK(content_of(path) == "bbbb");
  }
}

TEST_CASE("a file that shrinks while it is patched ends in a message, not in a crash") {
  const TemporaryFolder folder;
  std::mt19937_64 random(1);  // NOLINT(cert-msc51-cpp): chance enough
  constexpr std::size_t kSize = std::size_t{4} << 20U;
  for (int round = 0; round < 20; ++round) {
    const std::string path = folder.file("data", std::string(kSize, 'a'));
    Process patch({"patch", path, "-f", "<Q", "-i", ":", "1", "-q", "--no-sync", "--no-undo"});
    if (await_mapping(patch.id(), path)) {
      std::this_thread::sleep_for(Duration(random() % 40'000));
      fs::resize_file(path, 4096);
    }
    const Ending ending = patch.wait();
    CAPTURE(ending.errors);
    CHECK((ending.code == 0 || ending.code == 2));
    // It is noticed before writing, while it is written, or where its bytes are looked at.
    const bool told = ending.errors.find("lost its bytes from offset ") != std::string::npos ||
                      ending.errors.find("changed its size") != std::string::npos ||
                      ending.errors.find("was truncated to 4096 bytes") != std::string::npos;
    CHECK(told == (ending.code == 2));
    fs::remove(default_log_path(path));
  }
}

TEST_CASE("a file that shrinks while it is dumped ends in a message with the offset") {
  const TemporaryFolder folder;
  for (const std::string form : {"raw", "tsv", "hex", "json"}) {
    CAPTURE(form);
    const std::string path = folder.path("data");
    std::ofstream(path) << "x";
    fs::resize_file(path, kLarge);
    testing::Pipe pipe;
    std::vector<std::string> arguments = {"dump", path, "-t", form};
    if (form == "hex") arguments.emplace_back("-v");
    Process dump(arguments, pipe.in());
    pipe.close_in();
    char first = 0;
    REQUIRE(::read(pipe.out(), &first, 1) == 1);  // it has begun, and waits for a reader
    fs::resize_file(path, 4096);
    static_cast<void>(pipe.read_all());
    const Ending ending = dump.wait();
    CHECK(ending.code == 2);
    CHECK(ending.errors.find("'" + path + "' lost its bytes from offset ") != std::string::npos);
  }
}

}  // namespace
}  // namespace bview
