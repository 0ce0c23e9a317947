#pragma once

#include <string_view>

namespace aegis::validators {

/// A Finnish business id, which is the VAT number without its country: 8 digits; weights 7 9 10 5 8
/// 4 2 mod 11, where a remainder of one is unused.
bool FiYtunnus(std::string_view text) noexcept;

}  // namespace aegis::validators
