// app/streaming.hpp - a dump that prints while its input arrives.
//
// A stream is a view whose first axis has no end yet: items are printed as soon as they
// are whole, in constant memory. What needs the end - a negative index, a table whose
// columns are as wide as their widest cell - is read whole first (read_whole in
// core/input.hpp).

#pragma once

#include <functional>

#include "app/session.hpp"
#include "formats/output/forms.hpp"

namespace bview {

/// Where a stream is printed, and how.
struct StreamOutput {
  const OutputForm& form;
  const OutputOptions& options;
  Sink& sink;
  int threads;
  std::function<void(std::int64_t)> progress;  ///< hears how many bytes were read so far
};

/// Whether what the options ask for can be printed before the input ends.
[[nodiscard]] bool can_stream(const ViewRequest& request, const OutputForm& form,
                              const Options& options);

/// Prints the items of a file, and those that are added to it, until nobody reads the output.
/// Begins anew with a file that was truncated or replaced, as `tail -F` does, and says so on
/// standard error.
/// \throws Error{Errc::BadUsage} when the file cannot be streamed, or the form is a document,
///         which would never be closed.
void follow_file(const std::string& path, const ViewRequest& request, const Options& options,
                 const StreamOutput& output);

/// Prints the items of `source` as they arrive, and reads no further than an index with an
/// end needs. `name` is what messages call it.
/// \throws Error{Errc::BadShape} behind the last whole item when the input ends inside one
///         or does not fill the view.
void dump_stream(Source& source, const std::string& name, const ViewRequest& request,
                 const Options& options, const StreamOutput& output);

}  // namespace bview
