#pragma once

#include <string_view>

namespace aegis::validators {

/// An advertising identifier: a UUID in either case, with its dashes. A phone whose owner asked not
/// to be followed gives all zeros, which is nobody's.
bool AdvertisingId(std::string_view text) noexcept;

}  // namespace aegis::validators
