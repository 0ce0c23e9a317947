#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bitcoin Cash address: q or p and 41 characters, with or without "bitcoincash:", lower case;
/// the 40-bit checksum of CashAddr.
bool Bch(std::string_view text) noexcept;

}  // namespace aegis::validators
