// SPDX-License-Identifier: MIT

#include "app/help/topics.hpp"

#include <algorithm>

namespace bview {
namespace {

constexpr HelpTopic kTopics[] = {
    {"formats", "what an item is (-f): type letters, byte order, names, records", "FORMATS", true,
     formats_text},
    {"readings", "what values mean (-f 'I|unix'): names, flags, bits, times, texts, charsets",
     "READINGS", true, readings_text},
    {"records", "records that say how large they are (-f '{len}s'): counts, choices, chunks",
     "RECORDS", true, records_text},
    {"structs", "structs by name (--types): from programs, object files, C headers",
     "STRUCTS BY NAME", true, structs_text},
    {"index", "which items (-s -o -n -i --strides --axes): windows, shapes, slices",
     "INDEX EXPRESSIONS", true, index_text},
    {"formulas", "numbers that stand in the file (--read, @name, u32le@0x3c), and arithmetic",
     "FORMULAS", true, formulas_text},
    {"questions", "which items hold what (--where): comparisons, names, times, texts, and, or",
     "QUESTIONS", true, questions_text},
    {"parts", "files that say what they hold (ls, --part): arrays, tensors, members of archives",
     "PARTS", true, parts_text},
    {"catalogues", "kinds of files of your own (--catalogue): types, parts and a magic in TOML",
     "CATALOGUES", true, catalogues_text},
    {"checksums", "checksums that patch mends and info looks at (--fix, --check)", "CHECKSUMS",
     true, checksums_text},
    {"patching", "how values are written: given, from files, several patches made one, previews",
     "PATCHING", true, patching_text},
    {"safety", "what patch promises of a file, undo, and what survives when power fails", "SAFETY",
     true, safety_text},
    {"comparing", "what diff calls different: bytes, items, by key, insertions; and its output",
     "COMPARING", true, comparing_text},
    {"finding", "what find looks for: bytes, texts, expressions, values, ranges; and its output",
     "FINDING", true, finding_text},
    {"exploring", "the screen of explore and its keys: moving, searching, edits that are staged",
     "EXPLORING", true, exploring_text},
    {"streams", "pipes, fifos, devices and files that grow (--follow): what waits for what",
     "STREAMS", true, streams_text},
    {"values", "how values are written, exactly: escapes, NULs, JSON of info, npy, C", "VALUES",
     true, values_text},
    {"engines", "DuckDB, Polars, Spark, Dask, Slurm: columns of Parquet, shards of one file",
     "ENGINES", true, engines_text},
    {"output", "how they are printed (-t): forms, records, floats, options, exit codes",
     "OUTPUT FORMS", true, output_text},
    {"pictures", "values as pictures (-t png, image, plot): shapes, ranges, colormaps, terminals",
     "PICTURES", true, pictures_text},
    {"recipes", "16 tasks and their commands: column, CSV, ELF, chunks, patch, awk, jq, bf16",
     "RECIPES", true, recipes_text},
    {"tutorial", "from a file that nobody knows to one that is understood, and patched", "TUTORIAL",
     true, tutorial_text},
    {"topics", "this list", "", false, topics_text},
    {"man", "all of this as a manual page: bview help man > bview.1", "", false, man_page},
};

}  // namespace

std::span<const HelpTopic> help_topics() { return kTopics; }

const HelpTopic* find_topic(std::string_view name) {
  const auto* found = std::find_if(std::begin(kTopics), std::end(kTopics),
                                   [&](const HelpTopic& topic) { return topic.name == name; });
  return found == std::end(kTopics) ? nullptr : found;
}

}  // namespace bview
