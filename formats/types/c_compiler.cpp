// SPDX-License-Identifier: MIT

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <system_error>

#include <bview/core/child.hpp>
#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/types/c_compiler.hpp>

namespace bview {
namespace {

/// What sources are called, and the language they are in.
struct Suffix {
  std::string_view text;
  const char* language;
};
constexpr Suffix kSuffixes[] = {{".h", "c"},     {".c", "c"},     {".hpp", "c++"}, {".hh", "c++"},
                                {".hxx", "c++"}, {".cpp", "c++"}, {".cc", "c++"},  {".cxx", "c++"}};

const Suffix* suffix_of(std::string_view path) {
  const auto* const found =
      std::find_if(std::begin(kSuffixes), std::end(kSuffixes),
                   [&](const Suffix& suffix) { return path.ends_with(suffix.text); });
  return found == std::end(kSuffixes) ? nullptr : found;
}

/// A folder that nobody else may look into, for as long as the compiler works.
class PrivateFolder {
 public:
  PrivateFolder() {
    const char* const folder = std::getenv("TMPDIR");
    path_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/bview-XXXXXX";
    if (::mkdtemp(path_.data()) == nullptr) {
      throw system_error("make a folder for the compiler's work,", bview::quoted(path_), errno,
                         "; TMPDIR names another place");
    }
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] std::string file(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// Of the compiler that works, for handlers of signals.
volatile std::sig_atomic_t working_compiler = 0;  // 0: none
volatile std::sig_atomic_t signal_for_us = 0;     // that came meanwhile

void hand_on(int signal) {
  const int reason = errno;
  signal_for_us = signal;
  if (working_compiler > 0) ::kill(working_compiler, signal);
  errno = reason;
}

/// What is done with signals while the compiler works.
struct SignalRule {
  int signal;
  void (*handler)(int);
};
const SignalRule kSignalRules[] = {{SIGINT, SIG_IGN},   // as system() has it: from a terminal they
                                   {SIGQUIT, SIG_IGN},  // are sent to the compiler, too
                                   {SIGTERM, hand_on},
                                   {SIGHUP, hand_on}};

/// Signals end the compiler, and we tidy up.
class TidySignals {
 public:
  TidySignals() {
    signal_for_us = 0;
    for (std::size_t k = 0; k < std::size(kSignalRules); ++k) {
      struct sigaction action {};
      action.sa_handler = kSignalRules[k].handler;
      ::sigaction(kSignalRules[k].signal, nullptr, &before_[k]);
      if (before_[k].sa_handler == SIG_IGN) continue;  // as nohup has it
      ::sigaction(kSignalRules[k].signal, &action, nullptr);
    }
  }
  TidySignals(const TidySignals&) = delete;
  TidySignals& operator=(const TidySignals&) = delete;
  ~TidySignals() {
    working_compiler = 0;
    for (std::size_t k = 0; k < std::size(kSignalRules); ++k) {
      ::sigaction(kSignalRules[k].signal, &before_[k], nullptr);
    }
  }

 private:
  struct sigaction before_[std::size(kSignalRules)]{};
};

/// Runs the compiler, and gives what waitpid() says of its end.
int run(const std::vector<std::string>& words) {
  const TidySignals tidy;
  Child child;
  if (const int reason = child.start(words, {}); reason != 0) {
    throw system_error("run the compiler", bview::quoted(words.front()), reason,
                       "; CC names another one, and CXX one for C++");
  }
  working_compiler = child.id();
  if (signal_for_us != 0) ::kill(child.id(), signal_for_us);  // it came before anybody worked
  return child.wait();
}

}  // namespace

bool is_source(const std::string& path) { return suffix_of(path) != nullptr; }

Descriptor compile_types(const std::string& path, const Compiler& compiler) {
  const char* const language = suffix_of(path)->language;
  const bool cxx = std::string_view(language) == "c++";
  auto folder = std::make_unique<const PrivateFolder>();
  const std::string object = folder->file("types.o");
  std::vector<std::string> words = cxx ? compiler.cxx : compiler.c;
  words.insert(words.end(), compiler.flags.begin(), compiler.flags.end());
  const std::string source = path.starts_with('-') ? "./" + path : path;
  for (const char* const word : {"-g", "-fno-eliminate-unused-debug-types", "-w", "-c", "-x"}) {
    words.emplace_back(word);
  }
  words.insert(words.end(), {language, source, "-o", object});
  const int status = run(words);
  const bool interrupted = WIFSIGNALED(status) && WTERMSIG(status) == SIGINT;
  if (interrupted || signal_for_us != 0) {
    folder.reset();  // nobody comes back
    ::raise(interrupted ? SIGINT : signal_for_us);
  }
  const bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  Descriptor file(done ? ::open(object.c_str(), O_RDONLY | O_CLOEXEC) : -1);
  if (file.get() >= 0) return file;
  throw Error(Errc::File, fmt::format("{} cannot compile {}; --cflags gives it more, as in "
                                      "--cflags '-I include', and $CC names another compiler",
                                      bview::quoted(words.front()), bview::quoted(path)));
}

}  // namespace bview
