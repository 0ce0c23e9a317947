#pragma once

#include <string_view>

namespace aegis::validators {

/// A Ukrainian taxpayer number: 10 digits; weights -1 5 7 9 4 6 10 5 7 mod 11 mod 10.
bool UaRntrc(std::string_view text) noexcept;

}  // namespace aegis::validators
