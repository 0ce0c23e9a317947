#pragma once

#include <string_view>

namespace aegis::validators {

/// Base64, padded or not, of a JSON Web Token.
bool JwtBase64(std::string_view text) noexcept;

}  // namespace aegis::validators
