#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bitcoin private key in wallet import format: Base58Check of version 128, 32 bytes and
/// optionally the byte 1 that marks a compressed key.
bool Wif(std::string_view text) noexcept;

}  // namespace aegis::validators
