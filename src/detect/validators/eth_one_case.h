#pragma once

#include <string_view>

namespace aegis::validators {

/// An Ethereum address whose letters are all small or all capital, and which so carries no check:
/// 0x and 40 hexadecimal digits. In mixed case the check of eth.h must hold.
bool EthOneCase(std::string_view text) noexcept;

}  // namespace aegis::validators
