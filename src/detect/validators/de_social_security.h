#pragma once

#include <string_view>

namespace aegis::validators {

/// A German pension insurance number, upper case: area, DDMMYY (the day may be 00), the initial of
/// the birth name, serial, check digit.
bool DeSocialSecurity(std::string_view text) noexcept;

}  // namespace aegis::validators
