#pragma once

#include <string_view>

namespace aegis::validators {

/// An eIDAS identifier as written: the country of origin, the country of destination and an
/// identifier with a digit in it, joined by slashes; not a path.
bool EidasIdentifier(std::string_view text) noexcept;

}  // namespace aegis::validators
