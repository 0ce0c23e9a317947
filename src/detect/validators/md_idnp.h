#pragma once

#include <string_view>

namespace aegis::validators {

/// A Moldovan number of a person or a company: 13 digits, the first 0, 1, 2 or 9; weights 7 3 1 mod
/// 10.
bool MdIdnp(std::string_view text) noexcept;

}  // namespace aegis::validators
