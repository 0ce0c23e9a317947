#pragma once

#include <string_view>

namespace aegis::validators {

/// A Singapore entity number, upper case: 8 digits and a letter of a business, a year and 5 digits
/// and a letter of a company, or R, S or T, a year, two letters, 4 digits and a letter of anything
/// else; each with weights of its own mod 11.
bool SgUen(std::string_view text) noexcept;

}  // namespace aegis::validators
