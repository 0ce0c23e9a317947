#pragma once

#include <string_view>

namespace aegis::validators {

/// A payment card number of any brand below: digits only, 12 to 19 of them, an issuer range of the
/// brand, a length of the brand, a Luhn check digit, not all one digit.
bool CreditCard(std::string_view text) noexcept;

/// The same for Visa alone. Ranges are shared where brands co-issue, so two of these may hold.
bool CreditCardVisa(std::string_view text) noexcept;

/// As above.
bool CreditCardMastercard(std::string_view text) noexcept;

/// As above.
bool CreditCardAmex(std::string_view text) noexcept;

/// As above.
bool CreditCardDiscover(std::string_view text) noexcept;

/// As above.
bool CreditCardDiners(std::string_view text) noexcept;

/// As above.
bool CreditCardJcb(std::string_view text) noexcept;

/// As above.
bool CreditCardUnionpay(std::string_view text) noexcept;

/// As above.
bool CreditCardMaestro(std::string_view text) noexcept;

/// As above.
bool CreditCardMir(std::string_view text) noexcept;

/// As above.
bool CreditCardRupay(std::string_view text) noexcept;

/// As above.
bool CreditCardTroy(std::string_view text) noexcept;

/// As above.
bool CreditCardVerve(std::string_view text) noexcept;

}  // namespace aegis::validators
