#pragma once

#include <string_view>

namespace aegis::validators {

/// Track 1 of a card, from its %B to the ? if one is there: card number, ^, name, ^, expiry as
/// YYMM, service code and what the issuer adds. Luhn, and a month of the year.
bool PaymentTrack1(std::string_view text) noexcept;

/// Track 2: card number, = (D in a chip), expiry as YYMM, service code and more digits; the ; and ?
/// around it, and a trailing F, may be there. Luhn, and a month of the year.
bool PaymentTrack2(std::string_view text) noexcept;

}  // namespace aegis::validators
