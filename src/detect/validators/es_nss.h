#pragma once

#include <string_view>

namespace aegis::validators {

/// A Spanish social security number: 12 digits; province 2, number 8, and the remainder of both by
/// 97; a number below ten million counts behind the province without its leading zero.
bool EsNss(std::string_view text) noexcept;

}  // namespace aegis::validators
