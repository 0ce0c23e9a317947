#pragma once

#include <string_view>

namespace aegis::validators {

/// A seed of a NATS key pair (nkey): 58 characters of base32 that spell the seed mark and the kind
/// of key (account, user, operator, …), 32 bytes, and their CRC-16 (XMODEM), low byte first.
bool NatsSeed(std::string_view text) noexcept;

}  // namespace aegis::validators
