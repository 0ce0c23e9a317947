#pragma once

#include <string_view>

namespace aegis::validators {

/// A hardware address with its separators: six pairs joined by : or by -, or three groups of four
/// joined by dots, in hexadecimal; not all zero and not all F.
bool MacAddress(std::string_view text) noexcept;

}  // namespace aegis::validators
