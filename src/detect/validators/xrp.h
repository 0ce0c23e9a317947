#pragma once

#include <string_view>

namespace aegis::validators {

/// An XRP ledger address: 25 to 35 characters of the ledger's own base 58 alphabet, version 0.
bool Xrp(std::string_view text) noexcept;

}  // namespace aegis::validators
