#pragma once

#include <string_view>

namespace aegis::validators {

/// An npm access token with its prefix, in its own case: npm_ and 36 letters or digits, the last
/// six the CRC-32 of those before them in base 62.
bool NpmToken(std::string_view text) noexcept;

}  // namespace aegis::validators
