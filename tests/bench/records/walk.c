/* SPDX-License-Identifier: MIT
 * What bview is measured against: loops that know one kind of file, and print what bview prints.
 *
 *   walk lengths|texts|chunks|packets FILE
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

static const unsigned char* at;
static char buffer[1 << 16];
static size_t used;

static void flush(void) {
  fwrite(buffer, 1, used, stdout);
  used = 0;
}

static void number(uint32_t value, char end) {
  char digits[10];
  int n = 0;
  if (used > sizeof buffer - 16) flush();
  do digits[n++] = (char)('0' + value % 10);
  while ((value /= 10) != 0);
  while (n > 0) buffer[used++] = digits[--n];
  buffer[used++] = end;
}

static void text(const void* from, size_t size, char end) {
  if (used + size + 1 > sizeof buffer) flush();
  memcpy(buffer + used, from, size);
  used += size;
  buffer[used++] = end;
}

static uint32_t little(const unsigned char* p) {
  uint32_t value;
  memcpy(&value, p, 4);
  return value;
}

static uint32_t big(const unsigned char* p) { return __builtin_bswap32(little(p)); }

int main(int argc, char** argv) {
  struct stat status;
  const int file = argc == 3 ? open(argv[2], O_RDONLY) : -1;
  if (file < 0 || fstat(file, &status) != 0) return 2;
  at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (at == MAP_FAILED) return 2;
  const unsigned char* end = at + status.st_size;
  if (strcmp(argv[1], "lengths") == 0) {
    for (; end - at >= 4; at += 4 + little(at)) number(little(at), '\n');
  } else if (strcmp(argv[1], "texts") == 0) {
    for (; end - at >= 4; at += 4 + little(at)) {
      number(little(at), '\t');
      text(at + 4, little(at), '\n');
    }
  } else if (strcmp(argv[1], "chunks") == 0) {
    for (at += 8; end - at >= 12; at += 12 + big(at)) {
      char crc[11];
      number(big(at), '\t');
      text(at + 4, 4, '\t');
      sprintf(crc, "0x%08x", big(at + 8 + big(at)));
      text(crc, 10, '\n');
    }
  } else {
    for (at += 24; end - at >= 16; at += 16 + little(at + 8)) {
      for (int k = 0; k < 4; ++k) number(little(at + 4 * k), k == 3 ? '\n' : '\t');
    }
  }
  flush();
  return 0;
}
