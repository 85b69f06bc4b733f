// SPDX-License-Identifier: MIT

#include "app/values.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/formats/input/pack_values.hpp>
#include <bview/formats/text/parse_integer.hpp>

#include "app/dialect_options.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

// --- a file in place of a value ------------------------------------------------------------------

/// The form that a file's name speaks of, or a word for it.
std::string form_of(const std::string& path) {
  const std::size_t dot = std::min(path.rfind('.'), path.size() - 1);
  const InputForm* form = find_input_form(path.substr(dot + 1));
  return form != nullptr ? std::string(form->name) : "FORM";
}

/// " --header" where a file begins with a letter, and values are numbers: those are names.
std::string header_option(const std::string& path, const Layout& layout) {
  bool number = false;
  for_each_leaf(layout, [&, first = true](const Leaf& leaf) mutable {
    const Kind kind = info(leaf.field.type).kind;
    if (std::exchange(first, false)) number = kind == Kind::Integer || kind == Kind::Float;
  });
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return "";  // a fifo would wait
  const int begin = std::ifstream(path).get();
  const bool letter =
      begin == '"' || begin == '_' || static_cast<unsigned>((begin | 0x20) - 'a') < 26U;
  const std::string form = form_of(path);
  return number && letter && (form == "csv" || form == "tsv") ? " --header" : "";
}

/// Says how the values in a file are read, where a value is the name of one, or where values
/// wait on standard input.
std::string file_hint(std::span<const std::string> values, const Layout& layout) {
  constexpr std::string_view kPiped =
      "; --from csv - reads values from standard input; there are other forms, too";
  const auto file = std::find_if(values.begin(), values.end(), is_file);
  if (file != values.end()) {
    return fmt::format("; --from {} {}{} reads the values in that file", form_of(*file), *file,
                       header_option(*file, layout));
  }
  const bool piped = values.empty() && leaf_count(layout) > 0 && ::isatty(STDIN_FILENO) == 0;
  const bool dash = std::find(values.begin(), values.end(), kStandardInput) != values.end();
  return std::string(piped || dash ? kPiped : "");
}

/// 1e5, which is no integer but surely decimal.
bool is_power_of_ten(std::string_view value) {
  const std::size_t e = value.find_first_of("eE");
  const std::size_t digits = value.find_first_not_of("0123456789");
  return e != 0 && digits == e && e + 1 < value.size() &&
         value.find_first_not_of("0123456789", e + 1) == std::string_view::npos;
}

/// "0xde 0xad" for "dead".
std::string byte_by_byte(std::string_view digits) {
  std::string bytes;
  for (; digits.size() >= 2; digits.remove_prefix(2)) {
    bytes += fmt::format("{}0x{}", bytes.empty() ? "" : " ", digits.substr(0, 2));
  }
  return bytes;
}

bool are_hex_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

/// Says how bytes are written, where digits and letters were meant to be some.
std::string hex_hint(std::span<const std::string> values, const Layout& layout,
                     std::string_view refusal) {
  const bool bytes = layout.is_bare() && layout.itemsize == 1;
  for (const std::string& value : values) {
    std::string_view digits = value;
    const bool prefixed = digits.starts_with("0x");
    if (prefixed) digits.remove_prefix(2);
    const bool several =
        bytes && digits.size() > 2 && digits.size() % 2 == 0 && digits.size() <= 32;
    const bool no_number = refusal.find(quoted(value) + " is no ") != std::string_view::npos;
    if (no_number && value.starts_with("\\x"))
      return "; bytes are written 0xde 0xad, and as a text with -f 2s";
    if (!are_hex_digits(digits)) continue;
    if (prefixed && several && refusal.find("got " + value) != std::string_view::npos) {
      return fmt::format("; bytes are written {}", byte_by_byte(digits));
    }
    if (prefixed || !no_number || is_power_of_ten(value)) continue;
    return fmt::format("; hexadecimal is written {}",
                       several ? byte_by_byte(digits) : fmt::format("0x{}", value));
  }
  return "";
}

/// Says how values are told apart, where one looks like several, or like what is no value.
std::string shape_hint(std::span<const std::string> values, const Options& options) {
  if (values.empty()) return "";
  const std::string& first = values.front();
  constexpr std::string_view kOrders = "<>=!@^";
  if (!options.format && !first.empty() && kOrders.find(first.front()) != std::string_view::npos) {
    return fmt::format("; a format stands behind -f: -f {}", quoted(first));
  }
  const std::size_t equals = first.find('=');
  if (values.size() == 1 && equals != std::string::npos && equals > 0) {
    return fmt::format("; one field is written with --fields {} {}", first.substr(0, equals),
                       first.substr(equals + 1));
  }
  const bool list = first.find(',') != std::string::npos &&
                    first.find_first_not_of("0123456789abcdefx.,-+ ") == std::string::npos;
  return list ? "; values are arguments of their own, 1 2 3" : "";
}

// --- escapes of other languages ------------------------------------------------------------------

struct Escape {
  char letter;
  const char* byte;
};
constexpr Escape kEscapes[] = {{'n', "0a"}, {'r', "0d"}, {'t', "09"}, {'0', "00"}, {'a', "07"},
                               {'b', "08"}, {'v', "0b"}, {'f', "0c"}, {'e', "1b"}};

const Escape* escape_in(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('\\', at)) != std::string_view::npos; ++at) {
    for (const Escape& escape : kEscapes) {
      if (text.substr(at + 1).starts_with(escape.letter)) return &escape;
    }
  }
  return nullptr;
}

/// They are a backslash and a letter here, as dump prints them.
void mention_escapes(std::span<const std::string> values, const Layout& layout) {
  std::size_t at = 0;
  while (at < values.size()) {
    bool told = false;
    for_each_leaf(layout, [&](const Leaf& leaf) {
      const std::string& value = values[at++];
      const Kind kind = info(leaf.field.type).kind;
      const Escape* const escape = escape_in(value);
      if (told || escape == nullptr || (kind != Kind::Bytes && kind != Kind::Characters)) return;
      tell(
          fmt::format("bview: note: {} has a backslash and the letter {} in it; the byte is "
                      "written \\x{}",
                      quoted(value), escape->letter, escape->byte));
      told = true;
    });
    if (told) return;
  }
}

/// What was begun to be read already, or else the file.
std::unique_ptr<Source> source_of_values(const std::string& path, const Options& options) {
  if (!options.values) return open_source(path);
  return std::make_unique<TastedSource>(*options.values, std::vector<char>{});
}

}  // namespace

void pack(std::span<const std::string> values, const Layout& layout, const Options& options,
          const ItemSink& sink) {
  try {
    pack_values(values, layout, bytes_as(options), sink);
    if (!options.quiet && bytes_as(options) == BytesAs::Text) mention_escapes(values, layout);
  } catch (const Error& error) {
    std::string hint = file_hint(values, layout);
    if (hint.empty()) hint = hex_hint(values, layout, error.what());
    if (hint.empty()) hint = shape_hint(values, options);
    if (hint.empty()) throw;
    throw Error(error.code(), error.what() + hint);
  }
}

int written_base(std::string_view value) {
  static_cast<void>(take_sign(value));
  if (value.size() < 3 || value[0] != '0') return 10;
  constexpr std::pair<std::string_view, int> kPrefixes[] = {{"xX", 16}, {"oO", 8}, {"bB", 2}};
  for (const auto& [letters, base] : kPrefixes) {
    if (letters.find(value[1]) != std::string_view::npos) return base;
  }
  return 10;
}

InputOptions input_options(const Options& options) {
  InputOptions input;
  input.bytes_as = bytes_as(options);
  input.header = options.header;
  input.pad = pad_of(options);
  if (has_dialect(options)) input.dialect = dialect_of(options, options.from.value_or("csv"));
  return input;
}

void read_items(const std::string& path, const Layout& layout, const Options& options,
                Printing printing, const ItemSink& sink, const LossSink& on_loss) {
  const InputForm& form = input_form(options);
  WatchedSource source(source_of_values(path, options), options, printing);
  InputOptions input = input_options(options);
  input.on_loss = on_loss;
  form.read(source, layout, input, sink);
}

RecordReader record_reader(const Options& options, const char* command) {
  const InputForm& form = input_form(options);
  if (const RecordReader reader = find_record_reader(form.name)) return reader;
  throw Error(Errc::BadUsage,
              fmt::format("--from {} gives bytes, which do not tell one record from the next; {} "
                          "takes the values of records that vary in size from json, ndjson, csv "
                          "and tsv",
                          form.name, command));
}

}  // namespace bview
