#pragma once

#include <string_view>

namespace aegis::validators {

/// An Irish Eircode, upper case: a routing key of a letter and 2 digits, or D6W, and 4 of the
/// digits and the letters A C D E F H K N P R T V W X Y.
bool IeEircode(std::string_view text) noexcept;

}  // namespace aegis::validators
