#pragma once

#include <string_view>

namespace aegis::validators {

/// A SEPA creditor identifier (AT-02), upper case: a country, two check digits mod 97-10, a
/// business code of 3 that the check leaves out, a national part of at most 28.
bool SepaCreditorId(std::string_view text) noexcept;

}  // namespace aegis::validators
