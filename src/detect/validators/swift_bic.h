#pragma once

#include <string_view>

namespace aegis::validators {

/// A business identifier code of ISO 9362, upper case: 4 letters, a country, 2 letters or digits,
/// and perhaps 3 more for the branch. Some words are such codes, too (COMMENTS): the context
/// decides.
bool SwiftBic(std::string_view text) noexcept;

}  // namespace aegis::validators
