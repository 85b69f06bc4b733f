// bview info - the view itself, and the record it is made of.

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/patching.hpp"
#include "app/session.hpp"
#include "app/terminal.hpp"
#include "app/words.hpp"
#include "formats/output/describe.hpp"

namespace bview {

int run_info(const Options& options) {
  const bool json = choose(options.to.value_or("table"), "--to", {"table", "json"}) == 1;
  const bool color = wants_color(options);
  refuse_more_operands(options, 1);
  const Session session = open_session(options);
  mention_interrupted_patch(options);
  const Description description{session.selection, session.input.name, session.input.buffer.size(),
                                session.input.readonly};
  FdSink sink(STDOUT_FILENO, "standard output");
  sink.write(json ? describe_json(description) : describe_text(description, color));
  return kDone;
}

}  // namespace bview
