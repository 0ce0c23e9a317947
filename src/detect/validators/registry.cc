#include "src/detect/validators/registry.h"

#include <algorithm>
#include <iterator>

#include "src/detect/validators/aba_routing.h"
#include "src/detect/validators/ada.h"
#include "src/detect/validators/atlassian_token.h"
#include "src/detect/validators/atom.h"
#include "src/detect/validators/au_abn.h"
#include "src/detect/validators/au_acn.h"
#include "src/detect/validators/au_medicare.h"
#include "src/detect/validators/au_tfn.h"
#include "src/detect/validators/aws_access_key_id.h"
#include "src/detect/validators/bch.h"
#include "src/detect/validators/btc_base58.h"
#include "src/detect/validators/btc_bech32.h"
#include "src/detect/validators/calendar_date.h"
#include "src/detect/validators/credit_card.h"
#include "src/detect/validators/dash.h"
#include "src/detect/validators/de_tax_id.h"
#include "src/detect/validators/der_sequence.h"
#include "src/detect/validators/doge.h"
#include "src/detect/validators/e164.h"
#include "src/detect/validators/email.h"
#include "src/detect/validators/es_cif.h"
#include "src/detect/validators/es_nie.h"
#include "src/detect/validators/es_nif.h"
#include "src/detect/validators/eth.h"
#include "src/detect/validators/fr_nir.h"
#include "src/detect/validators/fr_siren.h"
#include "src/detect/validators/fr_siret.h"
#include "src/detect/validators/github_token.h"
#include "src/detect/validators/grafana_token.h"
#include "src/detect/validators/iban.h"
#include "src/detect/validators/imei.h"
#include "src/detect/validators/in_aadhaar.h"
#include "src/detect/validators/in_pan.h"
#include "src/detect/validators/ip_address.h"
#include "src/detect/validators/isin.h"
#include "src/detect/validators/it_fiscal_code.h"
#include "src/detect/validators/jwt.h"
#include "src/detect/validators/lei.h"
#include "src/detect/validators/ltc.h"
#include "src/detect/validators/luhn.h"
#include "src/detect/validators/mac_address.h"
#include "src/detect/validators/npm_token.h"
#include "src/detect/validators/pl_pesel.h"
#include "src/detect/validators/published_sample_secret.h"
#include "src/detect/validators/sg_nric_fin.h"
#include "src/detect/validators/sol.h"
#include "src/detect/validators/token_likeness.h"
#include "src/detect/validators/trx.h"
#include "src/detect/validators/uk_nhs.h"
#include "src/detect/validators/uk_nino.h"
#include "src/detect/validators/us_itin.h"
#include "src/detect/validators/us_phone.h"
#include "src/detect/validators/us_ssn.h"
#include "src/detect/validators/us_ssn_unpublished.h"
#include "src/detect/validators/verhoeff.h"
#include "src/detect/validators/vin.h"
#include "src/detect/validators/wif.h"
#include "src/detect/validators/xlm.h"
#include "src/detect/validators/xmr.h"
#include "src/detect/validators/xprv.h"
#include "src/detect/validators/xrp.h"
#include "src/detect/validators/xtz.h"
#include "src/detect/validators/zec.h"

namespace aegis {
namespace {

using namespace validators;

// Sorted by name: FindValidator searches it by halves.
constexpr Validator kValidators[] = {
    {"aba_routing", AbaRouting, "US bank routing number: district and check digit"},
    {"ada", Ada, "Cardano address: Bech32 without its length limit"},
    {"atlassian_token", AtlassianToken, "Atlassian token: CRC-32 tail in hexadecimal"},
    {"atom", Atom, "Cosmos address: Bech32"},
    {"au_abn", AuAbn, "Australian business number: mod 89"},
    {"au_acn", AuAcn, "Australian company number: weights 8-1"},
    {"au_medicare", AuMedicare, "Australian Medicare number: weighted mod 10"},
    {"au_tfn", AuTfn, "Australian tax file number: weighted mod 11"},
    {"aws_access_key_id", AwsAccessKeyId,
     "AWS access key id: base 32 body holds an account number"},
    {"bch", Bch, "Bitcoin Cash address: CashAddr checksum"},
    {"btc_base58", BtcBase58, "Bitcoin address: Base58Check version 0 or 5"},
    {"btc_bech32", BtcBech32, "Bitcoin segregated-witness address: Bech32 or Bech32m"},
    {"calendar_date", CalendarDate, "a calendar date of 1900-2030 in a common written form"},
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
    {"dash", Dash, "Dash address: Base58Check version 76"},
    {"de_tax_id", DeTaxId, "German tax id: mod 11,10 and repetition rule"},
    {"der_sequence_base64", DerSequenceBase64, "base64 of a DER SEQUENCE, as a private key begins"},
    {"doge", Doge, "Dogecoin address: Base58Check version 30 or 22"},
    {"e164", E164, "international telephone number: country code and national length"},
    {"email_address", EmailAddress, "e-mail address: local part and domain"},
    {"email_domain", EmailDomain, "domain of an e-mail address"},
    {"email_local_part", EmailLocalPart, "local part of an e-mail address"},
    {"es_cif", EsCif, "Spanish CIF of an organisation: Luhn digit or letter"},
    {"es_nie", EsNie, "Spanish NIE of a foreigner: mod 23 letter"},
    {"es_nif", EsNif, "Spanish NIF of a citizen: mod 23 letter"},
    {"eth", Eth, "Ethereum address: mixed-case checksum of EIP-55"},
    {"fr_nir", FrNir, "French social security number: mod 97 key"},
    {"fr_siren", FrSiren, "French company number: Luhn"},
    {"fr_siret", FrSiret, "French establishment number: Luhn twice, La Poste exception"},
    {"github_token", GithubToken, "GitHub token: CRC-32 tail in base 62"},
    {"grafana_token", GrafanaToken, "Grafana service account token: CRC-32 tail in hexadecimal"},
    {"hex_token_likeness", HexTokenLikeness, "hexadecimal key of a digest length with entropy"},
    {"iban", Iban, "international bank account number: length and structure by country, mod 97-10"},
    {"imei", Imei, "device identity: reporting body and Luhn"},
    {"in_aadhaar", InAadhaar, "Indian Aadhaar number: Verhoeff"},
    {"in_pan", InPan, "Indian permanent account number: layout, holder type"},
    {"ip_address", IpAddress, "IPv4 or IPv6 address"},
    {"ipv4", Ipv4, "IPv4 address: octets 0-255"},
    {"ipv6", Ipv6, "IPv6 address: RFC 4291 text form"},
    {"isin", Isin, "securities number: country and Luhn"},
    {"it_fiscal_code", ItFiscalCode, "Italian fiscal code: layout, day, check letter, omocodia"},
    {"jwe", Jwe, "encrypted JSON web token: header has alg and enc"},
    {"jwt", Jwt, "JSON web token: header decodes to a JSON object with alg"},
    {"lei", Lei, "legal entity identifier: mod 97-10"},
    {"ltc", Ltc, "Litecoin address: Base58Check version 48 or 50, or Bech32"},
    {"luhn", Luhn, "digits with a Luhn check digit"},
    {"mac_address", MacAddress, "hardware address: one separator kind, not null or broadcast"},
    {"npm_token", NpmToken, "npm token: CRC-32 tail in base 62"},
    {"openssh_key_base64", OpensshKeyBase64, "base64 of an OpenSSH private key"},
    {"pl_pesel", PlPesel, "Polish personal number: date and check digit"},
    {"published_sample_secret", IsPublishedSampleSecret,
     "true for a credential that a vendor prints in its documentation: a reason to refuse"},
    {"sg_nric_fin", SgNricFin, "Singapore NRIC or FIN: check letter by series"},
    {"sol", Sol, "Solana address: base 58 of 32 bytes (no checksum)"},
    {"token_likeness", TokenLikeness,
     "looks machine-made: entropy, classes, letter pairs; no word, placeholder, UUID, digest or "
     "path"},
    {"trx", Trx, "Tron address: Base58Check version 65"},
    {"uk_nhs", UkNhs, "UK NHS number: weights 10-2 mod 11"},
    {"uk_nino", UkNino, "UK national insurance number: prefix and suffix rules"},
    {"us_itin", UsItin, "US individual taxpayer number: leading 9, group ranges"},
    {"us_phone", UsPhone, "North American number: area and exchange codes"},
    {"us_ssn", UsSsn, "US social security number: area, group, serial"},
    {"us_ssn_unpublished", UsSsnUnpublished,
     "US social security number that is not one of the published, void ones"},
    {"verhoeff", Verhoeff, "digits with a Verhoeff check digit"},
    {"vin", Vin, "vehicle identification number: check digit of position 9"},
    {"wif", Wif, "Bitcoin private key in wallet import format"},
    {"xlm", Xlm, "Stellar account: base 32 and CRC-16"},
    {"xmr", Xmr, "Monero address: block base 58 and Keccak-256"},
    {"xprv", Xprv, "extended private key: Base58Check of 82 bytes"},
    {"xrp", Xrp, "XRP address: Base58Check in the ledger alphabet, version 0"},
    {"xtz", Xtz, "Tezos address: Base58Check, three-byte version"},
    {"zec", Zec, "Zcash transparent address: Base58Check, two-byte version"},
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
