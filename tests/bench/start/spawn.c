// SPDX-License-Identifier: MIT
// spawn ROUNDS COMMAND...: how long each takes from its start to its end, the median of all rounds, in
// microseconds. The commands run in turn; their words are split at spaces, their output is dropped.

#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { kMostWords = 64 };

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static double run(char** words) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  int status = 0;
  const double begin = now();
  const int failed = posix_spawnp(&child, words[0], &actions, NULL, words, environ);
  if (failed != 0 || waitpid(child, &status, 0) != child || status != 0) {
    fprintf(stderr, "spawn: %s failed\n", words[0]);
    exit(2);
  }
  const double end = now();
  posix_spawn_file_actions_destroy(&actions);
  return end - begin;
}

static int compare(const void* a, const void* b) {
  const double x = *(const double*)a;
  const double y = *(const double*)b;
  return (x > y) - (x < y);
}

int main(int argc, char** argv) {
  const int rounds = argc > 2 ? atoi(argv[1]) : 0;
  const int commands = argc - 2;
  if (rounds < 1) return 2;
  char* words[commands][kMostWords];
  double* times[commands];
  for (int n = 0; n < commands; ++n) {
    int count = 0;
    for (char* word = strtok(argv[n + 2], " "); word && count < kMostWords - 1; word = strtok(NULL, " ")) {
      words[n][count++] = word;
    }
    words[n][count] = NULL;
    times[n] = calloc((size_t)rounds, sizeof(double));
  }
  for (int round = 0; round < rounds; ++round) {
    for (int n = 0; n < commands; ++n) times[n][round] = run(words[n]);
  }
  for (int n = 0; n < commands; ++n) {
    qsort(times[n], (size_t)rounds, sizeof(double), compare);
    printf("%.0f%c", times[n][rounds / 2], n + 1 < commands ? ' ' : '\n');
  }
  return 0;
}
