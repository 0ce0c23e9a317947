#pragma once

#include <string_view>

namespace aegis::validators {

/// An identifier of a certificate's subject (ETSI EN 319 412-1), as written: PAS, IDC, PNO, TAX,
/// TIN or VAT, a country, a dash, and 5 to 40 letters, digits and dashes of which four are digits.
/// The country is of ISO 3166-1, or UT, which samples use; a VAT number, and a personal number of
/// Estonia, Latvia, Lithuania and Poland passes its national check besides.
bool EtsiSemanticId(std::string_view text) noexcept;

}  // namespace aegis::validators
