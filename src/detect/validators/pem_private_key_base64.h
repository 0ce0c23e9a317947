#pragma once

#include <string_view>

namespace aegis::validators {

/// Base64, padded or not, of a text that begins as a PEM block of a private key does: -----BEGIN
/// and, in the same line, PRIVATE KEY.
bool PemPrivateKeyBase64(std::string_view text) noexcept;

}  // namespace aegis::validators
