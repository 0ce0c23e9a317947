#pragma once

#include <string_view>

namespace aegis::validators {

/// An address of Polkadot and its kin (SS58): base 58 of a network of one or two bytes, an account
/// of 32 and two bytes of BLAKE2b over them.
bool Ss58(std::string_view text) noexcept;

}  // namespace aegis::validators
