#pragma once

#include <string_view>

namespace aegis::validators {

/// A Tezos address: tz1, tz2 or tz3, 36 characters, Base58Check of its three-byte version.
bool Xtz(std::string_view text) noexcept;

}  // namespace aegis::validators
