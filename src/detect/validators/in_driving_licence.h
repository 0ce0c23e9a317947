#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indian driving licence number, upper case: a state, an office of two digits, a year of
/// 1900-2099, seven digits. XX stands for any state, as forms print it.
bool InDrivingLicence(std::string_view text) noexcept;

}  // namespace aegis::validators
