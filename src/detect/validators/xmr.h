#pragma once

#include <string_view>

namespace aegis::validators {

/// A Monero address: 95 characters in blocks of eleven, network 18 or 42, the last four bytes the
/// start of a Keccak-256.
bool Xmr(std::string_view text) noexcept;

}  // namespace aegis::validators
