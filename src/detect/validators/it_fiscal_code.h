#pragma once

#include <string_view>

namespace aegis::validators {

/// An Italian fiscal code, upper case: 16 characters of the layout AAAAAA00A00A000A, a month
/// letter, a day 1-31 or 41-71, and the check letter. Where two people would share a code
/// (omocodia), digits are replaced by L M N P Q R S T U V; such codes are accepted.
bool ItFiscalCode(std::string_view text) noexcept;

}  // namespace aegis::validators
