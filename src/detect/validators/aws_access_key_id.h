#pragma once

#include <string_view>

namespace aegis::validators {

/// An AWS access key id, upper case: AKIA, ASIA, ABIA, ACCA or A3T and one more, then 16 base 32
/// characters whose first bytes hold a 12-digit account number, with at least 3 bits of entropy a
/// character. Ids of the vendor's documentation (they end in EXAMPLE) are refused.
bool AwsAccessKeyId(std::string_view text) noexcept;

}  // namespace aegis::validators
