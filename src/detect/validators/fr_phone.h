#pragma once

#include <string_view>

namespace aegis::validators {

/// A French telephone number in national form: ten digits, 0 and then 1 to 9; not five numbers of
/// two digits that count up or down in equal steps (01 02 03 04 05), or rise and stay below 60
/// (05 12 23 34 41).
bool FrPhone(std::string_view text) noexcept;

}  // namespace aegis::validators
