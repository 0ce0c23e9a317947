#pragma once

#include <string_view>

namespace aegis::validators {

/// A Cosmos account (cosmos1 and 38 characters): Bech32 over 20 bytes.
bool Atom(std::string_view text) noexcept;

}  // namespace aegis::validators
