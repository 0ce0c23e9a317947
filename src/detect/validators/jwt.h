#pragma once

#include <string_view>

namespace aegis::validators {

/// A signed JSON web token in its own case: three base64url parts, the first of which decodes to a
/// JSON object with the string member alg. The signature may be empty, as with alg none.
bool Jwt(std::string_view text) noexcept;

/// An encrypted JSON web token: five base64url parts, the first with the string members alg and
/// enc. The second part may be empty, as with alg dir.
bool Jwe(std::string_view text) noexcept;

}  // namespace aegis::validators
