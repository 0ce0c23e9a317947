#pragma once

#include <string_view>

namespace aegis::validators {

/// A Luxembourg VAT number without its country: 8 digits, the last two the remainder of the first
/// six by 89.
bool LuVat(std::string_view text) noexcept;

}  // namespace aegis::validators
