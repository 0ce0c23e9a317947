#pragma once

#include <cstddef>
#include <string_view>

namespace aegis::validators {

enum class Bech32Kind { kNone, kBech32, kBech32m };

/// What checksum `text` carries under the human-readable part `prefix` (lower case): BIP 173 or BIP
/// 350. A text in mixed case, over `max_length`, or under another prefix carries none.
Bech32Kind ClassifyBech32(std::string_view text, std::string_view prefix,
                          std::size_t max_length = 90) noexcept;

/// A segregated-witness address under `prefix`: version 0 with a 20 or 32 byte program and Bech32,
/// or version 1-16 with 2 to 40 bytes and Bech32m; padding bits zero.
bool IsSegwitAddress(std::string_view text, std::string_view prefix) noexcept;

/// The value of a character of the Bech32 alphabet in either case, or -1.
int Bech32Value(char c) noexcept;

}  // namespace aegis::validators
