// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <iconv.h>

#include <array>
#include <cerrno>
#include <map>
#include <memory>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/utf8.hpp>
#include <bview/formats/text/charset.hpp>

namespace bview {
namespace {

/// What people call charsets that iconv has by another name.
struct Alias {
  std::string_view name;
  const char* iconv;
};
constexpr Alias kAliases[] = {
    {"ebcdic", "IBM037"},      {"utf16le", "UTF-16LE"},  {"utf16be", "UTF-16BE"},
    {"utf32le", "UTF-32LE"},   {"utf32be", "UTF-32BE"},  {"ucs2le", "UCS-2LE"},
    {"ucs2be", "UCS-2BE"},     {"latin1", "ISO-8859-1"}, {"latin2", "ISO-8859-2"},
    {"latin9", "ISO-8859-15"}, {"sjis", "SHIFT_JIS"},    {"macroman", "MACINTOSH"},
    {"ascii", "US-ASCII"},
};

std::string iconv_name(std::string_view name) {
  for (const Alias& alias : kAliases) {
    if (alias.name == name) return alias.iconv;
  }
  return std::string(name);
}

class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(::iconv_open(to, from)) {}
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool is_open() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): how iconv says that it failed
    return handle_ != reinterpret_cast<iconv_t>(-1);
  }

  /// Converts as much of the front of `text` as it can, appends that to `out`, and gives the rest.
  std::string_view convert(std::string_view text, std::string& out) {
    std::array<char, 4096> room;
    ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    auto* from = const_cast<char*>(text.data());
    std::size_t left = text.size();
    while (left > 0) {
      char* to = room.data();
      std::size_t space = room.size();
      const std::size_t status = ::iconv(handle_, &from, &left, &to, &space);
      out.append(room.data(), room.size() - space);
      if (status == static_cast<std::size_t>(-1) && errno != E2BIG) break;
    }
    // Some charsets end in the state that they began with.
    char* to = room.data();
    std::size_t space = room.size();
    ::iconv(handle_, nullptr, nullptr, &to, &space);
    out.append(room.data(), room.size() - space);
    return text.substr(text.size() - left);
  }

 private:
  iconv_t handle_;
};

/// A converter has a state, so every thread has its own.
Converter& converter(const std::string& to, const std::string& from) {
  thread_local std::map<std::pair<std::string, std::string>, std::unique_ptr<Converter>> known;
  auto& found = known[{to, from}];
  if (!found) found = std::make_unique<Converter>(to.c_str(), from.c_str());
  return *found;
}

constexpr const char* kUtf8 = "UTF-8";

}  // namespace

bool is_charset(const std::string& name) {
  // iconv takes a name that is empty, or has slashes, for something of its own.
  if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                             "0123456789-_.:()") != name.npos) {
    return false;
  }
  return converter(kUtf8, iconv_name(name)).is_open();
}

int unit_of_charset(std::string_view name) {
  std::string plain;
  for (const char c : iconv_name(name)) {
    if (c != '-' && c != '_') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (plain.starts_with("UTF16") || plain.starts_with("UCS2")) return 2;
  return plain.starts_with("UTF32") || plain.starts_with("UCS4") ? 4 : 1;
}

std::string from_charset(const std::string& name, std::string_view bytes) {
  Converter& convert = converter(kUtf8, iconv_name(name));
  std::string text;
  while (!bytes.empty()) {
    bytes = convert.convert(bytes, text);
    if (bytes.empty()) break;
    text += bytes.front();
    bytes.remove_prefix(1);
  }
  return text;
}

std::string to_charset(const std::string& name, std::string_view text) {
  Converter& convert = converter(iconv_name(name), kUtf8);
  std::string bytes;
  while (!text.empty()) {
    text = convert.convert(text, bytes);
    if (text.empty()) break;
    const utf8::Decoded next = utf8::decode(text);
    if (next.size > 0) {
      throw Error(Errc::BadValue,
                  fmt::format("{} has no {}", name, quoted(text.substr(0, next.size))));
    }
    bytes += text.front();
    text.remove_prefix(1);
  }
  return bytes;
}

}  // namespace bview
