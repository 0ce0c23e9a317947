#pragma once

#include <string_view>

namespace aegis::validators {

/// A Dogecoin address: 34 characters, Base58Check of version 30 or 22.
bool Doge(std::string_view text) noexcept;

}  // namespace aegis::validators
