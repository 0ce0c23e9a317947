#pragma once

#include <string_view>

namespace aegis::validators {

/// An international telephone number as it is dialled: 00, and what `E164` takes behind its plus
/// sign. Digits only.
bool E16400(std::string_view text) noexcept;

}  // namespace aegis::validators
