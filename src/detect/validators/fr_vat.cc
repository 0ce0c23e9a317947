#include "src/detect/validators/fr_vat.h"

#include <cstddef>
#include <cstdint>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/luhn.h"

namespace aegis::validators {

bool FrVat(std::string_view text) noexcept {
  if (text.size() != 11 || !AllDigits(text.substr(2)) || AllSame(text.substr(2))) return false;
  const std::string_view company = text.substr(2);
  if (!company.starts_with("000") && !HasLuhnSum(company)) return false;
  const std::uint64_t number = Number(company);
  if (AllDigits(text.substr(0, 2)))
    return Number(text.substr(0, 2)) == (12 + 3 * (number % 97)) % 97;
  constexpr std::string_view kKey = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const std::size_t first = kKey.find(text[0]);
  const std::size_t second = kKey.find(text[1]);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const std::uint64_t key = IsDigit(text[0]) ? first * 24 + second - 10 : first * 34 + second - 100;
  return (number + 1 + key / 11) % 11 == key % 11;
}

}  // namespace aegis::validators
