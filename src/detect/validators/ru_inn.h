#pragma once

#include <string_view>

namespace aegis::validators {

/// A Russian tax number: 10 digits with one check digit for organisations, 12 with two for people;
/// not all one digit.
bool RuInn(std::string_view text) noexcept;

}  // namespace aegis::validators
