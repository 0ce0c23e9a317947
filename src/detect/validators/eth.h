#pragma once

#include <string_view>

namespace aegis::validators {

/// An Ethereum address in its own case: 0x and 40 hexadecimal digits whose letter case is the
/// checksum of EIP-55. Written in one case it carries no checksum and is not confirmed.
bool Eth(std::string_view text) noexcept;

}  // namespace aegis::validators
