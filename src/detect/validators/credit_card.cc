#include "src/detect/validators/credit_card.h"

#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {
namespace {

enum Brand : std::uint16_t {
  kVisa = 1 << 0,
  kMastercard = 1 << 1,
  kAmex = 1 << 2,
  kDiscover = 1 << 3,
  kDiners = 1 << 4,
  kJcb = 1 << 5,
  kUnionPay = 1 << 6,
  kMaestro = 1 << 7,
  kMir = 1 << 8,
  kRuPay = 1 << 9,
  kTroy = 1 << 10,
  kVerve = 1 << 11,
  kAnyBrand = 0xFFFF,
};

constexpr std::size_t kShortest = 12;
constexpr std::size_t kLongest = 19;

constexpr std::uint32_t Length(int digits) { return 1u << digits; }
constexpr std::uint32_t Lengths(int first, int last) {
  std::uint32_t set = 0;
  for (int n = first; n <= last; ++n) set |= Length(n);
  return set;
}

/// Issuer numbers are compared over six digits, the longest prefix that tells brands apart.
struct IssuerRange {
  int first;
  int last;
  Brand brand;
  std::uint32_t lengths;
};

constexpr IssuerRange kRanges[] = {
    {400000, 499999, kVisa, Length(13) | Length(16) | Length(19)},
    {510000, 559999, kMastercard, Length(16)},
    {222100, 272099, kMastercard, Length(16)},
    {340000, 349999, kAmex, Length(15)},
    {370000, 379999, kAmex, Length(15)},
    {601100, 601199, kDiscover, Lengths(16, 19)},
    {644000, 659999, kDiscover, Lengths(16, 19)},
    {300000, 305999, kDiners, Lengths(14, 19)},
    {309500, 309599, kDiners, Lengths(14, 19)},
    {360000, 369999, kDiners, Lengths(14, 19)},
    {380000, 399999, kDiners, Lengths(14, 19)},
    {352800, 358999, kJcb, Lengths(16, 19)},
    {620000, 629999, kUnionPay, Lengths(16, 19)},
    {810000, 819999, kUnionPay, Lengths(16, 19)},
    {500000, 509999, kMaestro, Lengths(12, 19)},
    {560000, 589999, kMaestro, Lengths(12, 19)},
    {630400, 630499, kMaestro, Lengths(12, 19)},
    {639000, 639099, kMaestro, Lengths(12, 19)},
    {670000, 679999, kMaestro, Lengths(12, 19)},
    {220000, 220499, kMir, Lengths(16, 19)},
    {508000, 508999, kRuPay, Length(16)},
    {353000, 353999, kRuPay, Length(16)},
    {356000, 356999, kRuPay, Length(16)},
    {600000, 609999, kRuPay, Length(16)},
    {650000, 659999, kRuPay, Length(16)},
    {810000, 829999, kRuPay, Length(16)},
    {979200, 979299, kTroy, Length(16)},
    {650000, 659999, kTroy, Length(16)},
    {506099, 506198, kVerve, Lengths(16, 19)},
    {507865, 507964, kVerve, Lengths(16, 19)},
    {650002, 650027, kVerve, Lengths(16, 19)},
};

bool IsCard(std::string_view text, std::uint16_t brands) {
  if (text.size() < kShortest || text.size() > kLongest || !AllDigits(text)) return false;
  const int issuer = Field(text, 0, 6);
  const std::uint32_t length = Length(static_cast<int>(text.size()));
  for (const IssuerRange& range : kRanges) {
    if ((range.brand & brands) != 0 && issuer >= range.first && issuer <= range.last &&
        (range.lengths & length) != 0) {
      return HasLuhnSum(text) && !AllSame(text);
    }
  }
  return false;
}

}  // namespace

bool CreditCard(std::string_view text) noexcept { return IsCard(text, kAnyBrand); }
bool CreditCardVisa(std::string_view text) noexcept { return IsCard(text, kVisa); }
bool CreditCardMastercard(std::string_view text) noexcept { return IsCard(text, kMastercard); }
bool CreditCardAmex(std::string_view text) noexcept { return IsCard(text, kAmex); }
bool CreditCardDiscover(std::string_view text) noexcept { return IsCard(text, kDiscover); }
bool CreditCardDiners(std::string_view text) noexcept { return IsCard(text, kDiners); }
bool CreditCardJcb(std::string_view text) noexcept { return IsCard(text, kJcb); }
bool CreditCardUnionpay(std::string_view text) noexcept { return IsCard(text, kUnionPay); }
bool CreditCardMaestro(std::string_view text) noexcept { return IsCard(text, kMaestro); }
bool CreditCardMir(std::string_view text) noexcept { return IsCard(text, kMir); }
bool CreditCardRupay(std::string_view text) noexcept { return IsCard(text, kRuPay); }
bool CreditCardTroy(std::string_view text) noexcept { return IsCard(text, kTroy); }
bool CreditCardVerve(std::string_view text) noexcept { return IsCard(text, kVerve); }

}  // namespace aegis::validators
