#pragma once

#include <string_view>

namespace aegis::validators {

/// A number that UsSsn accepts, other than those that the Social Security Administration declared
/// void because they were printed in advertisements and shared, and other than 123456789.
bool UsSsnUnpublished(std::string_view text) noexcept;

}  // namespace aegis::validators
