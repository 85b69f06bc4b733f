# SPDX-License-Identifier: MIT
# Sourced by benchmarks that measure time and not the processor's.

# best RUNS COMMAND...: the least time of all runs, in seconds; the commands run in turn. They write
# to a pipe: some do less work where nobody can see it.
best() {
  python3 - "$@" <<'TIME'
import subprocess, sys, time
commands = sys.argv[2:]
best = [1e9] * len(commands)
for _ in range(int(sys.argv[1])):
    for n, command in enumerate(commands):
        begin = time.perf_counter()
        subprocess.run("{ " + command + "\n} | cat", shell=True, stdout=subprocess.DEVNULL)
        best[n] = min(best[n], time.perf_counter() - begin)
print(*best)
TIME
}
