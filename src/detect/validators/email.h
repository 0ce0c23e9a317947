#pragma once

#include <string_view>

namespace aegis::validators {

/// An e-mail address: a local part (EmailLocalPart), an at sign and a domain (EmailDomain).
bool EmailAddress(std::string_view text) noexcept;

/// A domain name: two labels or more of at most 63 bytes, 253 in all; letters, digits, hyphens
/// inside, and non-ASCII bytes for internationalised names; the last label has no digit, unless it
/// is xn--.
bool EmailDomain(std::string_view text) noexcept;

/// The part before the at sign: 1 to 64 bytes; the characters of RFC 5322 atoms or non-ASCII bytes;
/// no dot at either end, no two in a row.
bool EmailLocalPart(std::string_view text) noexcept;

}  // namespace aegis::validators
