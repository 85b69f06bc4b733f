// SPDX-License-Identifier: MIT

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include <bview/formats/output/hits.hpp>
#include <bview/formats/output/place_text.hpp>
#include <bview/formats/output/table_text.hpp>
#include <bview/formats/text/reading_bytes.hpp>
#include <bview/formats/text/string_text.hpp>

namespace bview {
namespace {

std::string bytes_of(const FoundHit& hit) {
  return hex_text({reinterpret_cast<const char*>(hit.bytes.data()), hit.bytes.size()});
}

/// A line each: where, and what.
class HitTexts : public HitWriter {
 public:
  explicit HitTexts(const HitOutput& output) : output_(output) {}

  void write(const FoundHit& hit, TextBuffer& out) override {
    if (output_.file) {
      append_text(*output_.file, {}, out);
      out.append('\t');
    }
    out.append(fmt::format("0x{:08x}\t{}", hit.offset, bytes_of(hit)));
    if (output_.labels) out.append('\t' + label_of(hit));
    out.append('\n');
  }
  void end(TextBuffer& /*out*/) override {}

 private:
  HitOutput output_;
};

/// tsv, csv: a line each.
template <Notation notation>
class HitRows : public HitWriter {
 public:
  explicit HitRows(const HitOutput& output) : output_(output) { style_.notation = notation; }

  void write(const FoundHit& hit, TextBuffer& out) override {
    begin(out);
    if (output_.file) {
      append_text(*output_.file, style_, out);
      out.append(kSeparator);
    }
    out.append(
        fmt::format("{1}{0}{2}{0}{3}{0}", kSeparator, hit.offset, hit.bytes.size(), bytes_of(hit)));
    if (output_.values) {
      if (hit.index) append_text(fmt::format("{}", fmt::join(*hit.index, ",")), style_, out);
      out.append(fmt::format("{0}{1}{0}", kSeparator, hit.value));
    }
    append_text(hit.pattern, style_, out);
    out.append('\n');
  }
  void end(TextBuffer& out) override { begin(out); }

 private:
  static constexpr char kSeparator = notation == Notation::Csv ? ',' : '\t';

  void begin(TextBuffer& out) {
    if (!std::exchange(output_.header, false)) return;
    const char* const columns = output_.values ? "offset{0}size{0}match{0}index{0}value{0}pattern\n"
                                               : "offset{0}size{0}match{0}pattern\n";
    if (output_.file) out.append(fmt::format("filename{}", kSeparator));
    out.append(fmt::format(fmt::runtime(columns), kSeparator));
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
    out.append('{');
    if (output_.file) {
      out.append(R"("filename":)");
      append_text(*output_.file, style_, out);
      out.append(',');
    }
    out.append(fmt::format(R"("offset":{},"size":{},"match":"{}")", hit.offset, hit.bytes.size(),
                           bytes_of(hit)));
    if (output_.values) {
      out.append(fmt::format(R"(,"index":{},"value":{})", index_json(hit.index),
                             hit.value.empty() ? "null" : hit.value));
    }
    out.append(R"(,"pattern":)");
    append_text(hit.pattern, style_, out);
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

constexpr HitForm kHitForms[] = {
    {"text", Notation::Tsv, make<HitTexts>},
    {"hex", Notation::Tsv, make_hit_lines},
    {"tsv", Notation::Tsv, make<HitRows<Notation::Tsv>>},
    {"csv", Notation::Csv, make<HitRows<Notation::Csv>>},
    {"json", Notation::Json, make<HitObjects<true>>},
    {"ndjson", Notation::Json, make<HitObjects<false>>},
};

}  // namespace

std::string label_of(const FoundHit& hit) {
  return hit.value.empty() ? printable(hit.pattern) : std::string(hit.value);
}

std::span<const HitForm> hit_forms() { return kHitForms; }

}  // namespace bview
