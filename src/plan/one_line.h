// Text that others wrote, as a part of one line.
#pragma once

#include <string>
#include <string_view>

namespace aegis {

// A terminal shows what is appended as it is: line breaks, escapes and signs that turn a line
// around are written out.
void AppendOnOneLine(std::string_view text, std::string& out);

}  // namespace aegis
