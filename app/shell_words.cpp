// SPDX-License-Identifier: MIT

#include "app/shell_words.hpp"

#include <fmt/format.h>

#include <utility>

#include <bview/core/error.hpp>

namespace bview {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

class WordReader {
 public:
  explicit WordReader(std::string_view line) : line_(line) {}

  std::vector<std::string> read() {
    while (at_ < line_.size()) {
      const char c = line_[at_++];
      if (c == '#' && !open_) break;
      if (kBlanks.find(c) != std::string_view::npos) {
        end_word();
      } else {
        open_ = true;
        take(c);
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  void take(char c) {
    if (c == '\'') {
      take_single();
    } else if (c == '"') {
      take_double();
    } else if (c == '\\' && at_ < line_.size()) {
      word_ += line_[at_++];
    } else {
      word_ += c;
    }
  }

  void take_single() {
    const std::size_t end = line_.find('\'', at_);
    if (end == std::string_view::npos) fail('\'');
    word_ += line_.substr(at_, end - at_);
    at_ = end + 1;
  }

  /// Inside, a backslash is itself but in front of what it could be there for.
  void take_double() {
    for (; at_ < line_.size(); ++at_) {
      const char c = line_[at_];
      if (c == '"') {
        ++at_;
        return;
      }
      const bool escapes =
          c == '\\' && at_ + 1 < line_.size() &&
          std::string_view("\"\\$`").find(line_[at_ + 1]) != std::string_view::npos;
      if (escapes) ++at_;
      word_ += line_[at_];
    }
    fail('"');
  }

  [[noreturn]] static void fail(char quote) {
    throw Error(Errc::BadUsage, fmt::format("a {} is not closed here", quote));
  }

  void end_word() {
    if (!std::exchange(open_, false)) return;
    words_.push_back(std::move(word_));
    word_.clear();
  }

  std::string_view line_;
  std::size_t at_ = 0;
  bool open_ = false;  // a word has begun
  std::string word_{};
  std::vector<std::string> words_{};
};

}  // namespace

std::vector<std::string> shell_words(std::string_view line) { return WordReader(line).read(); }

}  // namespace bview
