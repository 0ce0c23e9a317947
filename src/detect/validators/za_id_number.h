#pragma once

#include <string_view>

namespace aegis::validators {

/// A South African identity number: 13 digits; a birth date, citizenship 0-2, a Luhn check digit.
bool ZaIdNumber(std::string_view text) noexcept;

}  // namespace aegis::validators
