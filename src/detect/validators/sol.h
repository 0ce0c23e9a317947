#pragma once

#include <string_view>

namespace aegis::validators {

/// A Solana address: 32 to 44 base 58 characters that spell 32 bytes. There is no checksum: context
/// decides.
bool Sol(std::string_view text) noexcept;

}  // namespace aegis::validators
