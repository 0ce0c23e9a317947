#pragma once

#include <string_view>

namespace aegis::validators {

/// A mobile device identity: 15 digits, the first two a body that allocates them, a Luhn check
/// digit.
bool Imei(std::string_view text) noexcept;

}  // namespace aegis::validators
