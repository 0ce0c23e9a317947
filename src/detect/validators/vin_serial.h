#pragma once

#include <string_view>

namespace aegis::validators {

/// A vehicle identification number with its check digit (vin.h) that is built as its makers build
/// it: no 0 in front, a serial number of at least four digits.
bool VinSerial(std::string_view text) noexcept;

}  // namespace aegis::validators
