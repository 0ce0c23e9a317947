#pragma once

#include <string_view>

namespace aegis::validators {

/// A US bank routing transit number: 9 digits, the first two a Federal Reserve district form
/// (00-12, 21-32, 61-72, 80), weights 3 7 1, not all zero.
bool AbaRouting(std::string_view text) noexcept;

}  // namespace aegis::validators
