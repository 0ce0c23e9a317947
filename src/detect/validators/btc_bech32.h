#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bitcoin segregated-witness address (bc1...), all lower or all upper case, of any witness
/// version: BIP 173 and BIP 350. Not a Taproot address, which is a check of its own.
bool BtcBech32(std::string_view text) noexcept;

}  // namespace aegis::validators
