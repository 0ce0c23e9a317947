#pragma once

#include <string_view>

namespace aegis::validators {

/// A Mapbox token: sk., tk. or pk., base64url of a JSON object with the members u (the user) and a
/// (the key), a dot and a signature.
bool MapboxToken(std::string_view text) noexcept;

}  // namespace aegis::validators
