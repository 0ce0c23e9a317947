#pragma once

#include <string_view>

namespace aegis::validators {

/// A Bitcoin address in its own case: 26 to 35 characters, Base58Check of a version 0 or 5 and 20
/// bytes.
bool BtcBase58(std::string_view text) noexcept;

}  // namespace aegis::validators
