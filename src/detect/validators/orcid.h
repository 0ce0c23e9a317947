#pragma once

#include <string_view>

namespace aegis::validators {

/// A researcher's identifier (ORCID, ISNI), upper case: 15 digits and a check character, ISO 7064
/// mod 11-2, of the block that begins with 0000000.
bool Orcid(std::string_view text) noexcept;

}  // namespace aegis::validators
