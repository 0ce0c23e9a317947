#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bitcoin Taproot address: bc1p, a program of 32 bytes, Bech32m (BIP 341, BIP 350).
bool BtcTaproot(std::string_view text) noexcept;

}  // namespace aegis::validators
