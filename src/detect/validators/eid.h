#pragma once

#include <string_view>

namespace aegis::validators {

/// The identifier of an embedded SIM (GSMA SGP.02): 32 digits that begin with 89, mod 97-10.
bool Eid(std::string_view text) noexcept;

}  // namespace aegis::validators
