#pragma once

#include <string_view>

namespace aegis::validators {

/// A credential whose prefix already names its provider: 8 to 4096 printable ASCII characters
/// without blanks, at least 3 bits of entropy a character in its last 32, no placeholder, no
/// published sample.
bool CredentialLikeness(std::string_view text) noexcept;

/// The same with at least 4 bits a character in all of it (of its first 256): what a machine drew
/// from an alphabet larger than hexadecimal.
bool CredentialEntropy4(std::string_view text) noexcept;

/// A value assigned to a password: 4 to 128 bytes that are no placeholder ("changeme", "****",
/// "<password>"), no variable or template ("${PW}", "{{ pw }}", "%s", "$PW"), no reference to where
/// it is kept
/// ("process.env.PW", "os.environ[...]", a call), no literal such as null or true, and not one
/// character repeated.
bool PasswordValue(std::string_view text) noexcept;

}  // namespace aegis::validators
