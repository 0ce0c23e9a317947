#pragma once

#include <string_view>

namespace aegis::validators {

/// A Spanish supply point, upper case: ES, 16 digits, the two letters of their remainder by 529,
/// and for a border or measuring point a digit and one of F P C R X Y Z.
bool EsCups(std::string_view text) noexcept;

}  // namespace aegis::validators
