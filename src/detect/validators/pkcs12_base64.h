#pragma once

#include <string_view>

namespace aegis::validators {

/// Base64 of a PFX (RFC 7292): a DER SEQUENCE of two length bytes, that of the text, whose first
/// elements are INTEGER 3 and a SEQUENCE.
bool Pkcs12Base64(std::string_view text) noexcept;

}  // namespace aegis::validators
