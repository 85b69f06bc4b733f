// SPDX-License-Identifier: MIT

#include <fmt/format.h>

#include <utility>

#include <bview/formats/output/hits.hpp>
#include <bview/formats/text/reading_bytes.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

std::string bytes_of(const HitOutput& output, const FoundHit& hit) {
  const std::byte* const data = output.bytes.data() + (hit.offset - output.offset);
  return hex_text({reinterpret_cast<const char*>(data), static_cast<std::size_t>(hit.size)});
}

/// tsv, csv: a line each.
template <Notation notation>
class HitRows : public HitWriter {
 public:
  explicit HitRows(const HitOutput& output) : output_(output) { style_.notation = notation; }

  void write(const FoundHit& hit, TextBuffer& out) override {
    begin(out);
    out.append(fmt::format("{}{}{}{}", hit.offset, kSeparator, hit.size, kSeparator));
    append_text(hit.pattern, style_, out);
    out.append(kSeparator);
    out.append(bytes_of(output_, hit));
    if (output_.values) {
      out.append(kSeparator);
      out.append(hit.value);
    }
    out.append('\n');
  }
  void end(TextBuffer& out) override { begin(out); }

 private:
  static constexpr char kSeparator = notation == Notation::Csv ? ',' : '\t';

  void begin(TextBuffer& out) {
    if (!std::exchange(output_.header, false)) return;
    out.append(fmt::format("offset{0}size{0}pattern{0}bytes", kSeparator));
    if (output_.values) out.append(fmt::format("{}value", kSeparator));
    out.append('\n');
  }

  HitOutput output_;
  CellStyle style_{};
};

/// ndjson, or json, where they are the elements of an array.
template <bool array>
class HitObjects : public HitWriter {
 public:
  explicit HitObjects(const HitOutput& output) : output_(output) {
    style_.notation = Notation::Json;
  }

  void write(const FoundHit& hit, TextBuffer& out) override {
    if (array) out.append(std::exchange(any_, true) ? ',' : '[');
    out.append(fmt::format(R"({{"offset":{},"size":{},"pattern":)", hit.offset, hit.size));
    append_text(hit.pattern, style_, out);
    out.append(fmt::format(R"(,"bytes":"{}")", bytes_of(output_, hit)));
    if (output_.values) {
      out.append(R"(,"value":)");
      out.append(hit.value.empty() ? "null" : hit.value);
    }
    out.append(array ? "}" : "}\n");
  }
  void end(TextBuffer& out) override {
    if (array) out.append(any_ ? "]\n" : "[]\n");
  }

 private:
  HitOutput output_;
  CellStyle style_{};
  bool any_ = false;
};

template <class Writer>
std::unique_ptr<HitWriter> make(const HitOutput& output) {
  return std::make_unique<Writer>(output);
}

constexpr HitForm kForms[] = {
    {"hex", Notation::Tsv, make_hit_lines},
    {"tsv", Notation::Tsv, make<HitRows<Notation::Tsv>>},
    {"csv", Notation::Csv, make<HitRows<Notation::Csv>>},
    {"json", Notation::Json, make<HitObjects<true>>},
    {"ndjson", Notation::Json, make<HitObjects<false>>},
};

}  // namespace

std::span<const HitForm> hit_forms() { return kForms; }

}  // namespace bview
