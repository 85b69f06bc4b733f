// SPDX-License-Identifier: MIT

#include "app/checksums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <utility>

#include <bview/core/error.hpp>
#include <bview/core/quote.hpp>
#include <bview/core/record_layout.hpp>
#include <bview/formats/input/item_writer.hpp>
#include <bview/formats/parts/file_addresses.hpp>
#include <bview/formats/questions/choose.hpp>
#include <bview/formats/questions/column_store.hpp>
#include <bview/formats/syntax/checksum_text.hpp>
#include <bview/formats/syntax/format_string.hpp>
#include <bview/formats/syntax/formula_text.hpp>
#include <bview/formats/text/row_column.hpp>

#include "app/file_numbers.hpp"
#include "app/formula_options.hpp"
#include "app/record_source.hpp"
#include "app/room.hpp"
#include "app/session.hpp"
#include "app/words.hpp"

namespace bview {
namespace {

constexpr std::size_t kMostItems = std::size_t{4} << 20;  // that are kept

const ChecksumAlgorithm& algorithm_named(const std::string& name) {
  if (const ChecksumAlgorithm* found = find_checksum(name)) return *found;
  const std::vector<std::string> names = names_of(checksum_algorithms());
  // "modbus" is meant as "crc16/modbus".
  const auto variant = std::find_if(names.begin(), names.end(), [&](const std::string& each) {
    return each.ends_with("/" + name);
  });
  if (variant == names.end()) refuse_name(name, "checksum", names);
  throw Error(Errc::BadUsage,
              fmt::format("there is no checksum {}; did you mean '{}'?", quoted(name), *variant));
}

// --- which items ---------------------------------------------------------------------------------

using VisitItem = std::function<void(const ChecksumItem& item)>;

bool holds(const ViewRequest& request, const ItemSource& items, std::int64_t n) {
  if (!request.where) return true;
  ItemList list;
  choose({*request.where, items}, n, 1, list);
  return !list.items.empty();
}

void for_each_record(const ViewRequest& request, const Options& options, Input& input,
                     const VisitItem& visit) {
  refuse_record_options(request.window, options);
  RecordSource source(input, request);
  const View view = rearranged(view_of_records(source.count_all()), options);
  if (source.error()) throw Error(*source.error());
  for (std::int64_t n = 0; n < view.size(); ++n) {
    const std::int64_t number = view.offset_of(n);
    if (!source.reach(number)) break;
    if (!holds(request, {view, request.layout, source.records().get()}, n)) continue;
    visit({source.records()->at(number).offset, number});
  }
}

void for_each_item(const ViewRequest& request, const Options& options, Input& input,
                   const VisitItem& visit) {
  if (!request.layout.is_fixed()) return for_each_record(request, options, input, visit);
  const View view = laid(input, request, options);
  for (std::int64_t n = 0; n < view.size(); ++n) {
    if (holds(request, {view, request.layout}, n)) visit({view.offset_of(n), n});
  }
}

Numbered numbered(const Options& options, Input& input) {
  if (has_formulas(options)) return with_numbers(options, input);
  return {options, view_request(options)};
}

// --- of which bytes ------------------------------------------------------------------------------

/// Bytes of the file; those that count as 0.
struct ByteRange {
  std::int64_t start;
  std::int64_t stop;
  bool zero;
};
using NumberOf = std::function<std::int64_t(const std::string& formula)>;

std::vector<ByteRange> ranges_of(const ChecksumText& text, std::int64_t size,
                                 const NumberOf& number) {
  std::vector<ByteRange> ranges;
  for (const RangeText& each : text.ranges) {
    const ByteRange range{each.start.empty() ? 0 : number(each.start),
                          each.stop.empty() ? size : number(each.stop), each.zero};
    if (range.start < 0 || range.stop < range.start || range.stop > size) {
      throw notation_error("checksum", text.text, each.where,
                           fmt::format("this is {}:{}, and the file has {}", range.start,
                                       range.stop, count_text(size, "byte")));
    }
    ranges.push_back(range);
  }
  return ranges;
}

/// Adds a range, with zeros where others say so.
void add_range(Checksum& sum, const ByteRange& range, const std::vector<ByteRange>& ranges,
               const Bytes& bytes) {
  for (std::int64_t at = range.start; at < range.stop;) {
    std::int64_t next = range.stop;  // where something else begins
    bool zero = false;
    for (const ByteRange& each : ranges) {
      if (!each.zero || each.start >= each.stop) continue;
      const bool here = each.start <= at && at < each.stop;
      zero = zero || here;
      if (here) next = std::min(next, each.stop);
      if (each.start > at) next = std::min(next, each.start);
    }
    if (zero) {
      sum.add_zeros(next - at);
    } else {
      sum.add({bytes.at(at), static_cast<std::size_t>(next - at)});
    }
    at = next;
  }
}

bool is_inside_another(const ByteRange& range, const std::vector<ByteRange>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const ByteRange& each) {
    return !each.zero && each.start < range.stop && range.start < each.stop;
  });
}

/// Zeros that no other range has bytes of stand between these.
ChecksumValue value_of(const ChecksumAlgorithm& algorithm, const std::vector<ByteRange>& ranges,
                       const Bytes& bytes) {
  const auto sum = make_checksum(algorithm);
  if (ranges.empty()) sum->add({bytes.data, static_cast<std::size_t>(bytes.size)});
  for (const ByteRange& each : ranges) {
    if (!each.zero) {
      add_range(*sum, each, ranges, bytes);
    } else if (!is_inside_another(each, ranges)) {
      sum->add_zeros(each.stop - each.start);
    }
  }
  return sum->finish();
}

/// Where the bytes of the target lie, if it is worked out of them, too.
std::optional<Extent> own_bytes(const std::vector<ByteRange>& ranges, const Selection& target) {
  const Field& field = target.layout.fields.front();
  const std::int64_t start = target.view.offset_of(0) + field.offset;
  const ByteRange own{start, start + field.size(), false};
  const bool as_zero = std::any_of(ranges.begin(), ranges.end(), [&](const ByteRange& each) {
    return each.zero && each.start <= own.start && own.stop <= each.stop;
  });
  if (as_zero || (!ranges.empty() && !is_inside_another(own, ranges))) return std::nullopt;
  return Extent{start, field.size()};
}

/// The bytes of the field that holds it.
Buffer stored(const ChecksumAlgorithm& algorithm, const ChecksumValue& value,
              const Layout& layout) {
  const Field& field = layout.fields.front();
  Buffer item = blank_item(layout);
  std::byte* const to = item.bytes().data + field.offset;
  if (algorithm.is_number) {
    if (field.count() != 1 || field.record) {
      throw Error(Errc::BadValue, fmt::format("{} is a single number", algorithm.name));
    }
    Column column;
    column.values = std::vector<Ratio>{{{value.number, false}, 1}};
    ColumnStore(field).store(column, 0, to);
    return item;
  }
  if (field.size() != std::ssize(value.bytes) || !field.strides.empty()) {
    throw Error(Errc::BadValue, fmt::format("{} has {} bytes, and here stand {}", algorithm.name,
                                            value.bytes.size(), field.size()));
  }
  std::memcpy(to, value.bytes.data(), value.bytes.size());
  return item;
}

// --- where it stands -----------------------------------------------------------------------------

class ChecksumFinder {
 public:
  ChecksumFinder(const ChecksumText& text, const Options& options, Input& input,
                 const VisitChecksum& visit)
      : text_(text),
        options_(options),
        algorithm_(algorithm_named(text.algorithm)),
        input_(input),
        bytes_(input.buffer.bytes()),
        visit_(visit),
        numbers_(input) {
    read_records(options, numbers_);
  }

  /// TYPE@PLACE
  void find_place() {
    const Formula formula = parse_formula(text_.target);
    const FormulaNode& read = formula.nodes.back();
    if (read.op != FormulaOp::Read) {
      throw notation_error("checksum", text_.text, 0,
                           "in front of '=' stands where the checksum is: a field, or u32be@4");
    }
    Formula place = formula;
    place.nodes.resize(read.operands.front() + 1);
    const std::int64_t offset = evaluate(place, numbers_);
    static_cast<void>(evaluate(formula, numbers_));  // which sees to it that it is there
    const Layout layout = bare_layout(read.field);
    const NumberOf number = [this](const std::string& each) {
      return evaluate(parse_formula(each), numbers_);
    };
    found({View(bytes_, layout.itemsize, {}, offset), layout}, std::nullopt, number);
  }

  void find_fields(const std::vector<ChecksumItem>* items) {
    Options of_field = options_;
    of_field.fields = text_.target;
    of_field.set.clear();
    const Numbered field = numbered(of_field, input_);
    of_field.fields.reset();
    const Layout whole = as_varying(numbered(of_field, input_).request.layout);
    for (const RangeText& each : text_.ranges) {
      for (const std::string& formula : {each.start, each.stop}) {
        if (!formula.empty()) formulas_.emplace(formula, record_formula(formula, whole, &numbers_));
      }
    }
    const bool fixed = field.request.layout.is_fixed();
    const WalkArea area{bytes_, bytes_.size, true,
                        std::make_shared<FileAddresses>(input_.buffer, input_.name)};
    Walker walker(fixed ? whole : field.request.layout, area);
    const VisitItem visit = [&](const ChecksumItem& item) {
      find_in(item, fixed ? &field.request.layout : nullptr, walker);
    };
    if (items == nullptr) return for_each_item(field.request, field.options, input_, visit);
    for (const ChecksumItem& each : *items) visit(each);
  }

 private:
  /// `fixed`: the layout of the field in the item, where that does not vary.
  void find_in(const ChecksumItem& item, const Layout* fixed, Walker& walker) {
    const Frame* const frame = walker.walk(item.offset, item.number);
    if (frame == nullptr) return;
    Place begin;
    begin.offset = frame->begin;
    begin.limit = frame->limit;
    const NumberOf number = [&](const std::string& each) {
      return walker.value_in(*frame, begin, formulas_.at(each));
    };
    if (fixed != nullptr) {
      const auto [layout, offset] = trimmed(*fixed);
      return found({View(bytes_, layout.itemsize, {}, item.offset + offset), layout}, item.number,
                   number);
    }
    const RecordLayout record = layout_of_record(walker, *frame);
    if (record.layout.fields.empty()) return;  // it does not stand there
    found({View(bytes_, record.layout.itemsize, {}, record.offset), record.layout}, item.number,
          number);
  }

  void found(Selection target, std::optional<std::int64_t> item, const NumberOf& number) {
    const std::vector<ByteRange> ranges = ranges_of(text_, bytes_.size, number);
    Buffer computed;
    try {
      computed = stored(algorithm_, value_of(algorithm_, ranges, bytes_), target.layout);
    } catch (const Error& error) {
      throw Error(error.code(), fmt::format("{}{}: {}", item ? fmt::format("item {}: ", *item) : "",
                                            text_.target, error.what()));
    }
    const std::optional<Extent> own = own_bytes(ranges, target);
    visit_({text_.target, algorithm_, item, std::move(target), std::move(computed), own});
  }

  const ChecksumText& text_;
  const Options& options_;
  const ChecksumAlgorithm& algorithm_;
  Input& input_;
  Bytes bytes_;
  const VisitChecksum& visit_;
  FileNumbers numbers_;
  std::map<std::string, Formula> formulas_{};  // by their texts
};

}  // namespace

std::vector<ChecksumItem> selected_items(const Options& options, Input input) {
  const Numbered all = numbered(options, input);
  std::vector<ChecksumItem> items;
  for_each_item(all.request, all.options, input, [&](const ChecksumItem& item) {
    if (items.size() == kMostItems) {
      throw Error(Errc::BadUsage,
                  fmt::format("--where leaves more than {} items with a checksum, which are not "
                              "kept; take less of the file at once",
                              kMostItems));
    }
    items.push_back(item);
  });
  return items;
}

void for_each_checksum(const char* option, const std::string& text, const Options& options,
                       Input input, const std::vector<ChecksumItem>* items,
                       const VisitChecksum& visit) {
  static_cast<void>(parsed(option, text, [&](const std::string& each) {
    const ChecksumText checksum = parse_checksum(each);
    ChecksumFinder finder(checksum, options, input, visit);
    if (checksum.target.find('@') != std::string::npos) {
      finder.find_place();
    } else {
      finder.find_fields(items);
    }
    return each;
  }));
}

}  // namespace bview
