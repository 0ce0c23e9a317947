#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indian vehicle plate, upper case: a state, one or two digits, up to three letters, four
/// digits; or two digits of a year, BH, four digits, one or two letters. XX stands for any state,
/// as forms print it.
bool InVehicleRegistration(std::string_view text) noexcept;

}  // namespace aegis::validators
