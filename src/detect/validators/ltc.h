#pragma once

#include <string_view>

namespace aegis::validators {

/// A Litecoin address: Base58Check of version 48 or 50, or a segregated-witness address (ltc1...).
bool Ltc(std::string_view text) noexcept;

}  // namespace aegis::validators
