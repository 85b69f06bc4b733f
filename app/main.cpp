// SPDX-License-Identifier: MIT
// bview - lay a view on any file, and print or patch what it selects.
//
// The road of a command: main finds it in the table (app/commands.hpp) and reads its
// options (app/options.hpp); its run function gives them meaning (app/session.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <new>
#include <span>
#include <string>

#include <bview/core/error.hpp>
#include <bview/core/lost_bytes.hpp>
#include <bview/core/quote.hpp>

#include "app/commands.hpp"
#include "app/terminal.hpp"

namespace {

int complain(std::string_view message) {
  bview::tell(fmt::format("bview: {}", message));
  return bview::kWrong;
}

}  // namespace

int main(int argc, char** argv) {
  bview::occupy_standard_descriptors();
  bview::report_lost_bytes();
  try {
    return bview::run({argv + 1, argv + std::max(argc, 1)});
  } catch (const bview::Error& error) {
    // Nobody is left to tell when the reader of a pipe is gone.
    return error.code() == bview::Errc::ClosedPipe ? bview::kWrong : complain(error.what());
  } catch (const std::bad_alloc&) {
    return complain("out of memory: select fewer bytes, or records of fewer fields");
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}
