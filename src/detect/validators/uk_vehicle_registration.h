#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK number plate of the form of 2001, upper case: 2 letters without I, Q and Z, the age as 02
/// to 50 or 51 to 99, 3 letters without I and Q.
bool UkVehicleRegistration(std::string_view text) noexcept;

}  // namespace aegis::validators
