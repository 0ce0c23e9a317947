#pragma once

#include <string_view>

namespace aegis::validators {

/// A mobile subscriber identity: 14 or 15 digits that begin with a mobile country code of ITU-T
/// E.212, or with 001, the test network. No check digit.
bool Imsi(std::string_view text) noexcept;

}  // namespace aegis::validators
