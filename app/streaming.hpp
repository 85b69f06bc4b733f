// SPDX-License-Identifier: MIT
// app/streaming.hpp - a dump that prints while its input arrives.
//
// A stream is a view whose first axis has no end yet: items are printed as soon as they
// are whole, in constant memory. What needs the end - a negative index, a table whose
// columns are as wide as their widest cell - is read whole first (read_whole in
// core/input.hpp).

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <bview/formats/output/forms.hpp>

#include "app/session.hpp"

namespace bview {

/// Where a stream is printed, and how.
struct StreamOutput {
  const OutputForm& form;
  const OutputOptions& options;
  Sink& sink;
  int threads;
  std::function<void(std::int64_t)> progress;  ///< hears how many bytes were read so far
};

/// Of the items selected, which are those that the request is about, or with its computed columns.
[[nodiscard]] std::unique_ptr<Renderer> renderer_of(Selection selection, const ViewRequest& request,
                                                    const StreamOutput& output);

/// Why what the options ask for cannot be printed before the input ends; nothing where it can.
[[nodiscard]] std::optional<std::string> why_not_streamed(const ViewRequest& request,
                                                          const OutputForm& form,
                                                          const Options& options);
[[nodiscard]] inline bool can_stream(const ViewRequest& request, const OutputForm& form,
                                     const Options& options) {
  return !why_not_streamed(request, form, options);
}

/// \throws Error{Errc::BadUsage} when items cannot be printed as they are added to a file: they
///         cannot be streamed, one takes all that comes, or the form is a document, which would
///         never be closed.
void refuse_to_follow(const ViewRequest& request, const OutputForm& form, const Options& options);

/// Prints the items of a file, and those that are added to it, until nobody reads the output;
/// with --new the latter alone. Begins anew with a file that was truncated or replaced, as
/// follow_file() does.
/// \throws Error{Errc::BadUsage} as refuse_to_follow() does.
void follow_items(const std::string& path, const ViewRequest& asked, const Options& options,
                  const StreamOutput& output);

/// Another source, whose last step along the first axis is filled with --pad's byte.
class PaddedSource : public Source {
 public:
  PaddedSource(std::unique_ptr<Source> source, const ViewRequest& request)
      : source_(std::move(source)), request_(request) {}
  [[nodiscard]] std::size_t read(std::span<char> into) override;

 private:
  std::unique_ptr<Source> source_;
  const ViewRequest& request_;
  std::int64_t size_ = 0;  // bytes given
};

/// Prints the items of `source` as they arrive, and reads no further than an index with an
/// end needs. `name` is what messages call it.
/// \throws Error{Errc::BadShape} behind the last whole item when the input ends inside one
///         or does not fill the view.
void dump_stream(Source& source, const std::string& name, const ViewRequest& request,
                 const Options& options, const StreamOutput& output);

}  // namespace bview
