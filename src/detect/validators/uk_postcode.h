#pragma once

#include <string_view>

namespace aegis::validators {

/// A UK postcode, upper case: an area of one or two letters, a district of one or two digits or a
/// digit and a letter, a digit and two letters, each from the letters that stand at its place.
bool UkPostcode(std::string_view text) noexcept;

}  // namespace aegis::validators
