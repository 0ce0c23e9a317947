#pragma once

#include <string_view>

namespace aegis::validators {

/// An open location code, upper case, with its plus sign: 8 digits of its alphabet in front and 2
/// or more behind; the first pair within the world. Or a short one, of 4 or 6 in front.
bool PlusCode(std::string_view text) noexcept;

}  // namespace aegis::validators
