// SPDX-License-Identifier: MIT

#include "app/several_files.hpp"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <bview/core/error.hpp>
#include <bview/core/input.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/output/forms.hpp>

#include "app/commands.hpp"
#include "app/terminal.hpp"

namespace bview {
namespace {

bool exists(const std::string& path) {
  std::error_code ignored;
  return path == kStandardInput || std::filesystem::exists(path, ignored);
}

/// The files that a pattern fits, in the order of their names.
std::vector<std::string> files_like(const std::string& pattern) {
  ::glob_t found{};
  const int failed = ::glob(pattern.c_str(), 0, nullptr, &found);
  std::vector<std::string> files(found.gl_pathv,
                                 found.gl_pathv + (failed != 0 ? 0 : found.gl_pathc));
  ::globfree(&found);
  if (files.empty()) {
    throw Error(Errc::File, fmt::format("no file has a name like {}", quoted(pattern)));
  }
  return files;
}

std::vector<std::string> files_of(const std::vector<std::string>& operands) {
  std::vector<std::string> files;
  for (const std::string& operand : operands) {
    const bool pattern = operand.find_first_of("*?[") != std::string::npos;
    if (pattern && !exists(operand)) {
      const auto more = files_like(operand);
      files.insert(files.end(), more.begin(), more.end());
    } else if (operands.size() == 1 || exists(operand)) {
      files.push_back(operand);
    } else {
      throw Error(Errc::File, fmt::format("there is no file {} among the {} that are given",
                                          quoted(operand), operands.size()));
    }
  }
  return files;
}

void refuse_one_file_options(const Options& options) {
  const std::string form = options.to.value_or("");
  if (options.follow) throw Error(Errc::BadUsage, "--follow takes one file, and not several");
  if (!form_is(form, kOneFile)) return;
  throw Error(
      Errc::BadUsage,
      fmt::format("-t {} makes one file of one, and not of several; dump each of them, with "
                  "an output of its own",
                  form));
}

/// Runs it for each of several files, in front of `others`, and joins the exit codes.
int run_each(const Options& options, const std::vector<std::string>& files,
             const std::vector<std::string>& others, int (*join)(int, int),
             const std::function<int(const Options&)>& run) {
  refuse_one_file_options(options);
  Options one = options;
  std::optional<int> joined;
  bool wrong = false;
  for (const std::string& file : files) {
    one.operands = {file};
    one.operands.insert(one.operands.end(), others.begin(), others.end());
    try {
      const int code = run(one);
      joined = joined ? join(*joined, code) : code;
      one.header = false;  // the first file's is all files'
    } catch (const Error& error) {
      if (error.code() == Errc::ClosedPipe) throw;
      tell(fmt::format("bview: {}", error.what()));
      wrong = true;
    }
  }
  return wrong ? kWrong : joined.value_or(kDone);
}

}  // namespace

int for_each_file(const Options& options, const std::function<int(const Options&)>& run) {
  const std::vector<std::string> files = files_of(options.operands);
  if (files.size() > 1) {
    return run_each(
        options, files, {}, [](int a, int b) { return std::max(a, b); }, run);
  }
  Options one = options;
  one.operands = files;
  return run(one);
}

int for_files_of_first(const Options& options, const std::function<int(const Options&)>& run) {
  if (options.operands.empty()) return run(options);
  const std::vector<std::string> others(options.operands.begin() + 1, options.operands.end());
  const std::vector<std::string> files = files_of({options.operands.front()});
  if (files.size() > 1) {
    return run_each(
        options, files, others, [](int a, int b) { return std::min(a, b); }, run);
  }
  Options one = options;
  one.operands.front() = files.front();
  return run(one);
}

}  // namespace bview
