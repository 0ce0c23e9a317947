#pragma once

#include <string_view>

namespace aegis::validators {

/// An AWS secret access key in its own case: 40 base64 characters, at least 4.2 bits of entropy a
/// character, not hexadecimal (a SHA-1 digest has the same length), no path, not a published
/// sample.
bool AwsSecretAccessKey(std::string_view text) noexcept;

}  // namespace aegis::validators
