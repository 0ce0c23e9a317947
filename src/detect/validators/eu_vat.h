#pragma once

#include <string_view>

namespace aegis::validators {

/// A VAT number of a European country with its country in front, upper case: the national check
/// of what follows. EL is Greece, XI Northern Ireland.
bool EuVat(std::string_view text) noexcept;

}  // namespace aegis::validators
