#pragma once

#include <string_view>

namespace aegis::validators {

/// An Argentine tax number: 11 digits, the first two its type; weights 5 4 3 2 7 6 5 4 3 2 mod 11,
/// 10 written 9.
bool ArCuit(std::string_view text) noexcept;

}  // namespace aegis::validators
