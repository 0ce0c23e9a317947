#pragma once

#include <string_view>

namespace aegis::validators {

/// A Swiss payment reference: 27 digits, of which the last is the recursive mod 10 check digit.
bool ChQrReference(std::string_view text) noexcept;

}  // namespace aegis::validators
