#include "src/detect/validators/registry.h"

#include <algorithm>
#include <iterator>

#include "src/detect/validators/aba_routing.h"
#include "src/detect/validators/au_abn.h"
#include "src/detect/validators/au_acn.h"
#include "src/detect/validators/au_medicare.h"
#include "src/detect/validators/au_tfn.h"
#include "src/detect/validators/credit_card.h"
#include "src/detect/validators/de_tax_id.h"
#include "src/detect/validators/es_cif.h"
#include "src/detect/validators/es_nie.h"
#include "src/detect/validators/es_nif.h"
#include "src/detect/validators/fr_nir.h"
#include "src/detect/validators/fr_siren.h"
#include "src/detect/validators/fr_siret.h"
#include "src/detect/validators/iban.h"
#include "src/detect/validators/imei.h"
#include "src/detect/validators/in_aadhaar.h"
#include "src/detect/validators/in_pan.h"
#include "src/detect/validators/isin.h"
#include "src/detect/validators/it_fiscal_code.h"
#include "src/detect/validators/lei.h"
#include "src/detect/validators/luhn.h"
#include "src/detect/validators/pl_pesel.h"
#include "src/detect/validators/sg_nric_fin.h"
#include "src/detect/validators/uk_nhs.h"
#include "src/detect/validators/uk_nino.h"
#include "src/detect/validators/us_itin.h"
#include "src/detect/validators/us_phone.h"
#include "src/detect/validators/us_ssn.h"
#include "src/detect/validators/us_ssn_unpublished.h"
#include "src/detect/validators/verhoeff.h"
#include "src/detect/validators/vin.h"

namespace aegis {
namespace {

using namespace validators;

// Sorted by name: FindValidator searches it by halves.
constexpr Validator kValidators[] = {
    {"aba_routing", AbaRouting, "US bank routing number: district and check digit"},
    {"au_abn", AuAbn, "Australian business number: mod 89"},
    {"au_acn", AuAcn, "Australian company number: weights 8-1"},
    {"au_medicare", AuMedicare, "Australian Medicare number: weighted mod 10"},
    {"au_tfn", AuTfn, "Australian tax file number: weighted mod 11"},
    {"credit_card", CreditCard, "payment card of a known brand: issuer range, length, Luhn"},
    {"credit_card_amex", CreditCardAmex, "American Express card: issuer range, length, Luhn"},
    {"credit_card_diners", CreditCardDiners, "Diners Club card: issuer range, length, Luhn"},
    {"credit_card_discover", CreditCardDiscover, "Discover card: issuer range, length, Luhn"},
    {"credit_card_jcb", CreditCardJcb, "JCB card: issuer range, length, Luhn"},
    {"credit_card_maestro", CreditCardMaestro, "Maestro card: issuer range, length, Luhn"},
    {"credit_card_mastercard", CreditCardMastercard, "Mastercard card: issuer range, length, Luhn"},
    {"credit_card_mir", CreditCardMir, "Mir card: issuer range, length, Luhn"},
    {"credit_card_rupay", CreditCardRupay, "RuPay card: issuer range, length, Luhn"},
    {"credit_card_troy", CreditCardTroy, "Troy card: issuer range, length, Luhn"},
    {"credit_card_unionpay", CreditCardUnionpay, "UnionPay card: issuer range, length, Luhn"},
    {"credit_card_verve", CreditCardVerve, "Verve card: issuer range, length, Luhn"},
    {"credit_card_visa", CreditCardVisa, "Visa card: issuer range, length, Luhn"},
    {"de_tax_id", DeTaxId, "German tax id: mod 11,10 and repetition rule"},
    {"es_cif", EsCif, "Spanish CIF of an organisation: Luhn digit or letter"},
    {"es_nie", EsNie, "Spanish NIE of a foreigner: mod 23 letter"},
    {"es_nif", EsNif, "Spanish NIF of a citizen: mod 23 letter"},
    {"fr_nir", FrNir, "French social security number: mod 97 key"},
    {"fr_siren", FrSiren, "French company number: Luhn"},
    {"fr_siret", FrSiret, "French establishment number: Luhn twice, La Poste exception"},
    {"iban", Iban, "international bank account number: length and structure by country, mod 97-10"},
    {"imei", Imei, "device identity: reporting body and Luhn"},
    {"in_aadhaar", InAadhaar, "Indian Aadhaar number: Verhoeff"},
    {"in_pan", InPan, "Indian permanent account number: layout, holder type"},
    {"isin", Isin, "securities number: country and Luhn"},
    {"it_fiscal_code", ItFiscalCode, "Italian fiscal code: layout, day, check letter, omocodia"},
    {"lei", Lei, "legal entity identifier: mod 97-10"},
    {"luhn", Luhn, "digits with a Luhn check digit"},
    {"pl_pesel", PlPesel, "Polish personal number: date and check digit"},
    {"sg_nric_fin", SgNricFin, "Singapore NRIC or FIN: check letter by series"},
    {"uk_nhs", UkNhs, "UK NHS number: weights 10-2 mod 11"},
    {"uk_nino", UkNino, "UK national insurance number: prefix and suffix rules"},
    {"us_itin", UsItin, "US individual taxpayer number: leading 9, group ranges"},
    {"us_phone", UsPhone, "North American number: area and exchange codes"},
    {"us_ssn", UsSsn, "US social security number: area, group, serial"},
    {"us_ssn_unpublished", UsSsnUnpublished,
     "US social security number that is not one of the published, void ones"},
    {"verhoeff", Verhoeff, "digits with a Verhoeff check digit"},
    {"vin", Vin, "vehicle identification number: check digit of position 9"},
};

static_assert(std::is_sorted(std::begin(kValidators), std::end(kValidators),
                             [](const Validator& a, const Validator& b) {
                               return a.name < b.name;
                             }));

}  // namespace

const Validator* FindValidator(std::string_view name) noexcept {
  const auto* found =
      std::lower_bound(std::begin(kValidators), std::end(kValidators), name,
                       [](const Validator& v, std::string_view n) { return v.name < n; });
  return found != std::end(kValidators) && found->name == name ? found : nullptr;
}

std::span<const Validator> AllValidators() noexcept { return kValidators; }

}  // namespace aegis
