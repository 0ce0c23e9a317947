#pragma once

#include <string_view>

namespace aegis::validators {

/// An Indian Aadhaar number: 12 digits, the first 2-9, a Verhoeff check digit, not a palindrome.
bool InAadhaar(std::string_view text) noexcept;

}  // namespace aegis::validators
