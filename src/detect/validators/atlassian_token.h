#pragma once

#include <string_view>

namespace aegis::validators {

/// An Atlassian API token (ATATT3) or organisation key (ATCTT3), in its own case: base64url
/// characters, an equals sign, and 8 upper-case hexadecimal digits, the CRC-32 of everything before
/// them.
bool AtlassianToken(std::string_view text) noexcept;

}  // namespace aegis::validators
