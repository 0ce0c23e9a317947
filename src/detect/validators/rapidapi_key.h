#pragma once

#include <string_view>

namespace aegis::validators {

/// A RapidAPI key: 50 or 51 letters and digits with the marks msh at 10, p1 at 28 and jsn before
/// the last twelve.
bool RapidapiKey(std::string_view text) noexcept;

}  // namespace aegis::validators
