#pragma once

#include <string_view>

namespace aegis::validators {

/// A Belgian number of twelve digits, an identity card or a structured payment message: the last
/// two are the remainder of the first ten by 97, or 97 for none.
bool BeMod97(std::string_view text) noexcept;

}  // namespace aegis::validators
