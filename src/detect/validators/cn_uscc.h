#pragma once

#include <string_view>

namespace aegis::validators {

/// A Chinese unified social credit code, upper case: 18 digits and letters without I O S V Z;
/// weights 3 to the power of the place mod 31.
bool CnUscc(std::string_view text) noexcept;

}  // namespace aegis::validators
