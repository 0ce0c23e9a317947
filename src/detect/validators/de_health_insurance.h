#pragma once

#include <string_view>

namespace aegis::validators {

/// A German health insurance number, upper case: a letter, which counts as two digits, and 9
/// digits; digit sums of products with 1 and 2 in turn, mod 10.
bool DeHealthInsurance(std::string_view text) noexcept;

}  // namespace aegis::validators
