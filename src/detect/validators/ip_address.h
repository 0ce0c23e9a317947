#pragma once

#include <string_view>

namespace aegis::validators {

/// A dotted quad, each part 0 to 255 without leading zeros; optionally /0 to /32.
bool Ipv4(std::string_view text) noexcept;

/// The text forms of RFC 4291: eight groups of one to four hexadecimal digits, one :: for a run of
/// zero groups, the last two groups possibly a dotted quad. Optionally a zone (%eth0) and a prefix
/// length.
bool Ipv6(std::string_view text) noexcept;

/// Either of the above.
bool IpAddress(std::string_view text) noexcept;

}  // namespace aegis::validators
