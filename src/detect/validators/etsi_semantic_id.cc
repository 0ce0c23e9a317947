#include "src/detect/validators/etsi_semantic_id.h"

#include <array>
#include <cstddef>

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/ee_isikukood.h"
#include "src/detect/validators/eu_vat.h"
#include "src/detect/validators/iso3166.h"
#include "src/detect/validators/lt_asmens_kodas.h"
#include "src/detect/validators/lv_personas_kods.h"
#include "src/detect/validators/pl_pesel.h"

namespace aegis::validators {
namespace {

constexpr std::size_t kMostCharacters = 40;

bool PassesNationalCheck(std::string_view kind, std::string_view country, std::string_view number) {
  if (kind == "VAT") {
    std::array<char, kMostCharacters + 2> whole = {country[0], country[1]};
    for (std::size_t i = 0; i < number.size(); ++i) whole[i + 2] = number[i];
    return country == "UT" || EuVat({whole.data(), number.size() + 2}) ||
           // With the country once more, as certificates often have it.
           (number.starts_with(country) && EuVat(number));
  }
  if (kind != "PNO") return true;
  if (country == "EE") return EeIsikukood(number);
  if (country == "LT") return LtAsmensKodas(number);
  if (country == "PL") return PlPesel(number);
  if (country != "LV") return true;
  std::array<char, kMostCharacters> digits{};
  std::size_t count = 0;
  for (const char c : number) {
    if (c != '-') digits[count++] = c;
  }
  return LvPersonasKods({digits.data(), count});
}

}  // namespace

bool EtsiSemanticId(std::string_view text) noexcept {
  if (text.size() < 11 || text.size() > 6 + kMostCharacters || text[5] != '-') return false;
  const std::string_view kind = text.substr(0, 3);
  const std::string_view country = text.substr(3, 2);
  const std::string_view number = text.substr(6);
  constexpr std::array<std::string_view, 6> kKinds = {"PAS", "IDC", "PNO", "TAX", "TIN", "VAT"};
  bool known = false;
  for (const std::string_view one : kKinds) known = known || kind == one;
  if (!known || (!IsIso3166(country) && country != "EL" && country != "XI" && country != "UT"))
    return false;
  int digits = 0;
  for (const char c : number) {
    if (!IsAlnum(c) && c != '-') return false;
    digits += IsDigit(c) ? 1 : 0;
  }
  return digits >= 4 && PassesNationalCheck(kind, country, number);
}

}  // namespace aegis::validators
