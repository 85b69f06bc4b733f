/* SPDX-License-Identifier: MIT
 * What questions.sh compares bview with: a loop for each question, over a file that is mapped.
 *
 *   where range|one|some|text|sum|real FILE
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum { kSize = 18, kX = 4, kKind = 12, kTag = 14 };

static uint32_t id(const unsigned char* p) {
  uint32_t value;
  memcpy(&value, p, sizeof value);
  return value;
}
static double x(const unsigned char* p) {
  double value;
  memcpy(&value, p + kX, sizeof value);
  return value;
}
static uint16_t kind(const unsigned char* p) {
  uint16_t value;
  memcpy(&value, p + kKind, sizeof value);
  return value;
}

#define LOOP(name, condition)                                          \
  if (strcmp(argv[1], name) == 0) {                                    \
    for (const unsigned char* p = begin; p != end; p += kSize) {       \
      if (condition) printf("%u\n", id(p));                            \
    }                                                                  \
  }

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const int file = open(argv[2], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) return 2;
  const size_t size = (size_t)status.st_size / kSize * kSize;
  const unsigned char* const begin = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (begin == MAP_FAILED) return 2;
  const unsigned char* const end = begin + size;
  LOOP("range", id(p) > 4290000000U && x(p) < 0.5)
  LOOP("one", kind(p) == 5)
  LOOP("some", kind(p) >= 1 && kind(p) <= 3)
  LOOP("text", memcmp(p + kTag, "IEND", 4) == 0)
  LOOP("sum", kind(p) * 2 + 1 == 11)
  LOOP("real", x(p) * 2 > 1.9999)
  return 0;
}
