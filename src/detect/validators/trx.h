#pragma once

#include <string_view>

namespace aegis::validators {

/// A Tron address: 34 characters, Base58Check of version 65.
bool Trx(std::string_view text) noexcept;

}  // namespace aegis::validators
