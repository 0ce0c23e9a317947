#pragma once

#include <string_view>

namespace aegis::validators {

/// A digital COVID certificate: HC1: and base 45, of which the first bytes are those of zlib or of
/// a signed CBOR object.
bool EuHealthCertificate(std::string_view text) noexcept;

}  // namespace aegis::validators
