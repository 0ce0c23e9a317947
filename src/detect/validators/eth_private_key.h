#pragma once

#include <string_view>

namespace aegis::validators {

/// A private key of secp256k1: 64 hexadecimal digits, 0x in front or not, of a number from 1 to the
/// order of the curve less one, that is not one that nobody draws (less than 2.5 bits a digit).
bool EthPrivateKey(std::string_view text) noexcept;

}  // namespace aegis::validators
