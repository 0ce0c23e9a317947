#pragma once

#include <string_view>

namespace aegis::validators {

/// Base64 of a macaroon. First version: packets, each four hexadecimal digits of its length and a
/// name, location or identifier first. Second version: byte 2, then a field of type 1 (location) or
/// 2 (identifier) that fits.
bool Macaroon(std::string_view text) noexcept;

}  // namespace aegis::validators
