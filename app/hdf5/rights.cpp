// SPDX-License-Identifier: MIT

#include "app/hdf5/rights.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

namespace bview::hdf5 {
namespace {

struct Limit {
  __rlimit_resource_t resource;
  rlim_t most;
};
constexpr Limit kLimits[] = {
    {RLIMIT_CORE, 0},
    {RLIMIT_CPU, 60},  // seconds
    {RLIMIT_NOFILE, 32},
#ifndef BVIEW_HDF5_MEASURED  // sanitizers take terabytes of addresses, and counts are written
    {RLIMIT_AS, rlim_t{1} << 30},
    {RLIMIT_FSIZE, 0},
#endif
};

bool prints_to_file() {
  struct stat status {};
  return ::fstat(STDOUT_FILENO, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

void drop_rights() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  for (const Limit& each : kLimits) {
    if (each.resource == RLIMIT_FSIZE && prints_to_file()) continue;
    const rlimit limit{each.most, each.most};
    ::setrlimit(each.resource, &limit);  // what the user allows may be less already
  }
}

}  // namespace bview::hdf5
