#pragma once

#include <string_view>

namespace aegis::validators {

/// A Dash address: 34 characters, Base58Check of version 76.
bool Dash(std::string_view text) noexcept;

}  // namespace aegis::validators
