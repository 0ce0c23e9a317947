#pragma once

#include <string_view>

namespace aegis::validators {

/// A payment card number of any brand below: digits only, 12 to 19 of them, an issuer range of the
/// brand, a length of the brand, a Luhn check digit, not all one digit.
bool CreditCard(std::string_view text) noexcept;

/// The same for one brand alone. Ranges are shared where brands co-issue, so two of these may hold.
bool CreditCardVisa(std::string_view text) noexcept;
bool CreditCardMastercard(std::string_view text) noexcept;
bool CreditCardAmex(std::string_view text) noexcept;
bool CreditCardDiscover(std::string_view text) noexcept;
bool CreditCardDiners(std::string_view text) noexcept;
bool CreditCardJcb(std::string_view text) noexcept;
bool CreditCardUnionpay(std::string_view text) noexcept;
bool CreditCardMaestro(std::string_view text) noexcept;
bool CreditCardMir(std::string_view text) noexcept;
bool CreditCardRupay(std::string_view text) noexcept;
bool CreditCardTroy(std::string_view text) noexcept;
bool CreditCardVerve(std::string_view text) noexcept;

}  // namespace aegis::validators
