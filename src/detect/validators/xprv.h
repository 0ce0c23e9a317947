#pragma once

#include <string_view>

namespace aegis::validators {

/// An extended private key of BIP 32 (xprv, yprv, zprv): 111 characters, Base58Check of 82 bytes
/// whose key part begins with zero.
bool Xprv(std::string_view text) noexcept;

}  // namespace aegis::validators
