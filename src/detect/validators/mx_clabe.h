#pragma once

#include <string_view>

namespace aegis::validators {

/// A Mexican interbank account number: 18 digits; weights 3 7 1 complete a multiple of ten.
bool MxClabe(std::string_view text) noexcept;

}  // namespace aegis::validators
