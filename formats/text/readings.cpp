// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>

#include <bview/formats/text/readings.hpp>

namespace bview {
namespace {

using Args = ReadingArguments;
using Kind = ReadingKind;

constexpr unsigned kSame = 0;
constexpr std::string_view kIntegersOnly = "integers";
constexpr std::string_view kNumbersOnly = "integers and floats";
constexpr std::string_view kTextsOnly = "texts: s, u, w";
constexpr std::string_view kBytesOnly = "bytes, s";

void leave(const ReadingStep& /*step*/, Datum& /*datum*/) {}

// clang-format off
constexpr ReadingRow kReadingRows[] = {
    // name, arguments, what it takes, in words, what it makes of numbers and of texts, out, back
    {Kind::Hex, "hex", Args::None, reads::kIntegers | reads::kBytes, "integers and bytes",
     reads::kIntegers, reads::kWords, show_hex, take_hex},
    {Kind::Oct, "oct", Args::None, reads::kIntegers, kIntegersOnly, kSame, kSame, show_oct, take_number},
    {Kind::Bin, "bin", Args::None, reads::kIntegers, kIntegersOnly, kSame, kSame, show_bin, take_number},
    {Kind::Dec, "dec", Args::None, reads::kIntegers, kIntegersOnly, kSame, kSame, show_dec, take_number},
    {Kind::Enum, "enum", Args::Names, reads::kIntegers | reads::kTexts, "integers and texts",
     reads::kWords | reads::kIntegers, reads::kWords | reads::kTexts, show_enum, take_enum},
    {Kind::Flags, "flags", Args::Masks, reads::kIntegers, kIntegersOnly, reads::kWords, kSame, show_flags, take_flags},
    {Kind::Bits, "bits", Args::Bits, reads::kIntegers, kIntegersOnly, kSame, kSame, leave, leave},
    {Kind::Unix, "unix", Args::None, reads::kNumbers, kNumbersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::UnixMs, "unixms", Args::None, reads::kNumbers, kNumbersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::UnixUs, "unixus", Args::None, reads::kNumbers, kNumbersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::UnixNs, "unixns", Args::None, reads::kNumbers, kNumbersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::FileTime, "filetime", Args::None, reads::kNumbers, kNumbersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::Dos, "dos", Args::None, reads::kIntegers, kIntegersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::Hfs, "hfs", Args::None, reads::kNumbers, kNumbersOnly, reads::kWords | reads::kIntegers, kSame, show_time, take_time},
    {Kind::Uuid, "uuid", Args::None, reads::kIntegers | reads::kBytes, "16 bytes", reads::kWords, reads::kWords, show_uuid, take_uuid},
    {Kind::Guid, "guid", Args::None, reads::kIntegers | reads::kBytes, "16 bytes", reads::kWords, reads::kWords, show_guid, take_guid},
    {Kind::Ip, "ip", Args::None, reads::kIntegers | reads::kBytes, "4 or 16 bytes", reads::kWords, reads::kWords, show_ip, take_ip},
    {Kind::Mac, "mac", Args::None, reads::kIntegers | reads::kBytes, "6 or 8 bytes", reads::kWords, reads::kWords, show_mac, take_mac},
    {Kind::CStr, "cstr", Args::End, reads::kTexts, kTextsOnly, kSame, kSame, show_cstr, take_cstr},
    {Kind::Trim, "trim", Args::End, reads::kTexts, kTextsOnly, kSame, kSame, show_trim, take_trim},
    {Kind::Bcd, "bcd", Args::None, reads::kIntegers | reads::kBytes, "integers and bytes", kSame, reads::kWords, show_bcd, take_bcd},
    {Kind::Is, "is", Args::Values, reads::kAll, "anything", kSame, kSame, check_is, check_is},
    {Kind::Text, "text", Args::Base, reads::kBytes, kBytesOnly, kSame, reads::kIntegers | reads::kBytes, show_text, take_text},
    {Kind::Charset, "charset", Args::Charset, reads::kBytes, kBytesOnly, kSame, reads::kCharacters, show_charset, take_charset},
    {Kind::Scale, "scale", Args::Scale, reads::kNumbers, kNumbersOnly, reads::kReals, kSame, show_scale, take_scale},
    {Kind::At, "at", Args::Formula, reads::kIntegers, kIntegersOnly, reads::kWords | reads::kIntegers, kSame, show_at, take_at},
    {Kind::Coded, "", Args::None, reads::kBytes, kBytesOnly, kSame, reads::kIntegers, show_coded, take_coded},
    {Kind::Widened, "", Args::None, reads::kIntegers, kIntegersOnly, kSame, kSame, show_widened, leave},
    {Kind::Joined, "", Args::None, reads::kNumbers, kNumbersOnly, reads::kReals, kSame, show_joined, take_joined},
};
// clang-format on

}  // namespace

unsigned made_by(const ReadingRow& row, unsigned given) {
  const auto of = [given](unsigned kind, unsigned makes) {
    if ((given & kind) == 0) return 0U;
    return makes == kSame ? given & kind : makes;
  };
  return of(reads::kNumbers, row.makes_of_numbers) | of(reads::kTexts, row.makes_of_texts) |
         (given & reads::kWords);
}

unsigned given_by(ScalarType type) {
  switch (info(type).kind) {
    case bview::Kind::Integer:
      return reads::kIntegers;
    case bview::Kind::Float:
      return reads::kReals;
    case bview::Kind::Bytes:
      return type == ScalarType::String ? reads::kBytes : reads::kCharacters;
    case bview::Kind::Characters:
      return reads::kCharacters;
    default:
      return 0;
  }
}

std::span<const ReadingRow> reading_rows() {
  constexpr std::size_t kNameless = 3;  // the last
  return std::span(kReadingRows).first(std::size(kReadingRows) - kNameless);
}

const ReadingRow& row_of(ReadingKind kind) {
  return *std::find_if(std::begin(kReadingRows), std::end(kReadingRows),
                       [kind](const ReadingRow& row) { return row.kind == kind; });
}

const ReadingRow* find_reading(std::string_view name) {
  const auto rows = reading_rows();
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [name](const ReadingRow& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace bview
