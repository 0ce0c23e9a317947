#include "src/detect/validators/eu_vat.h"

#include "src/detect/validators/ascii.h"
#include "src/detect/validators/at_vat.h"
#include "src/detect/validators/be_vat.h"
#include "src/detect/validators/bg_egn.h"
#include "src/detect/validators/bg_eik.h"
#include "src/detect/validators/bg_pnf.h"
#include "src/detect/validators/cy_vat.h"
#include "src/detect/validators/cz_ico.h"
#include "src/detect/validators/cz_rodne_cislo.h"
#include "src/detect/validators/dk_cvr.h"
#include "src/detect/validators/ee_vat.h"
#include "src/detect/validators/es_cif.h"
#include "src/detect/validators/es_nie.h"
#include "src/detect/validators/es_nif.h"
#include "src/detect/validators/fi_ytunnus.h"
#include "src/detect/validators/fr_vat.h"
#include "src/detect/validators/gr_afm.h"
#include "src/detect/validators/hr_oib.h"
#include "src/detect/validators/hu_tax_number.h"
#include "src/detect/validators/ie_vat.h"
#include "src/detect/validators/iso7064.h"
#include "src/detect/validators/it_vat_code.h"
#include "src/detect/validators/lt_vat.h"
#include "src/detect/validators/lu_vat.h"
#include "src/detect/validators/luhn.h"
#include "src/detect/validators/lv_vat.h"
#include "src/detect/validators/mt_vat.h"
#include "src/detect/validators/nl_vat.h"
#include "src/detect/validators/no_orgnr.h"
#include "src/detect/validators/pl_nip.h"
#include "src/detect/validators/pt_nif.h"
#include "src/detect/validators/ro_cui.h"
#include "src/detect/validators/si_davcna.h"
#include "src/detect/validators/sk_vat.h"
#include "src/detect/validators/uk_vat.h"

namespace aegis::validators {
namespace {

bool Bulgarian(std::string_view text) noexcept { return BgEik(text) || BgEgn(text) || BgPnf(text); }
bool Czech(std::string_view text) noexcept { return CzIco(text) || CzRodneCislo(text); }
bool German(std::string_view text) noexcept {
  return text.size() == 9 && text[0] != '0' && AllDigits(text) && HasMod11_10(text);
}
bool Spanish(std::string_view text) noexcept { return EsNif(text) || EsNie(text) || EsCif(text); }
bool Hungarian(std::string_view text) noexcept { return text.size() == 8 && HuTaxNumber(text); }
bool Swedish(std::string_view text) noexcept {
  // Behind the number of a company or a person, which have one check, 01.
  return text.size() == 12 && text.substr(10) == "01" && AllDigits(text) &&
         HasLuhnSum(text.substr(0, 10)) && !AllSame(text.substr(0, 10));
}

struct Country {
  std::string_view code;
  bool (*check)(std::string_view) noexcept;
};

constexpr Country kCountries[] = {
    {"AT", AtVat},     {"BE", BeVat}, {"BG", Bulgarian}, {"CY", CyVat},    {"CZ", Czech},
    {"DE", German},    {"DK", DkCvr}, {"EE", EeVat},     {"EL", GrAfm},    {"ES", Spanish},
    {"FI", FiYtunnus}, {"FR", FrVat}, {"GB", UkVat},     {"GR", GrAfm},    {"HR", HrOib},
    {"HU", Hungarian}, {"IE", IeVat}, {"IT", ItVatCode}, {"LT", LtVat},    {"LU", LuVat},
    {"LV", LvVat},     {"MT", MtVat}, {"NL", NlVat},     {"NO", NoOrgnr},  {"PL", PlNip},
    {"PT", PtNif},     {"RO", RoCui}, {"SE", Swedish},   {"SI", SiDavcna}, {"SK", SkVat},
    {"XI", UkVat},
};

}  // namespace

bool EuVat(std::string_view text) noexcept {
  if (text.size() < 4) return false;
  for (const Country& country : kCountries) {
    if (text.starts_with(country.code)) return country.check(text.substr(2));
  }
  return false;
}

}  // namespace aegis::validators
