#pragma once

#include <string_view>

namespace aegis::validators {

/// The body of a PEM block: base64, line breaks real or written as \n or \r, that begins with a DER
/// SEQUENCE whose first element is an INTEGER (a version) or a SEQUENCE (an algorithm). Only the
/// beginning is decoded, so a body cut short is still recognised; every character must be base64.
bool DerSequenceBase64(std::string_view text) noexcept;

/// The body of an OpenSSH private key: base64, line breaks as above, that begins with
/// openssh-key-v1.
bool OpensshKeyBase64(std::string_view text) noexcept;

}  // namespace aegis::validators
