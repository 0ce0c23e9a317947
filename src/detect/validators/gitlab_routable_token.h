#pragma once

#include <string_view>

namespace aegis::validators {

/// A routable token of GitLab with its prefix, in its own case: glpat- and base64url, a dot, how
/// many characters that base64url has (two digits of base 36), and the CRC-32 of everything before
/// it (seven digits of base 36).
bool GitlabRoutableToken(std::string_view text) noexcept;

}  // namespace aegis::validators
