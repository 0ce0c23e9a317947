#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace aegis::validators {

/// A seed phrase of BIP-39: 12, 15, 18, 21 or 24 words of the English list, in any case, with
/// anything that is no letter between them. Of its bits the last are the first of the SHA-256 of
/// the others.
bool Bip39Mnemonic(std::string_view text) noexcept;

/// The place of a word, in any case, in the English list; -1 for any other.
int Bip39Index(std::string_view word) noexcept;

/// 12, 15, 18, 21 or 24 places whose last bits are the checksum of the others.
bool HasBip39Checksum(std::span<const std::uint16_t> words) noexcept;

}  // namespace aegis::validators
