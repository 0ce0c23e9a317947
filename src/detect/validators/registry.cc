#include "src/detect/validators/registry.h"

#include <algorithm>
#include <iterator>

#include "src/detect/validators/aba_routing.h"
#include "src/detect/validators/ada.h"
#include "src/detect/validators/advertising_id.h"
#include "src/detect/validators/al_nid.h"
#include "src/detect/validators/am_psn.h"
#include "src/detect/validators/ar_cbu.h"
#include "src/detect/validators/ar_cuit.h"
#include "src/detect/validators/at_svnr.h"
#include "src/detect/validators/at_vat.h"
#include "src/detect/validators/atlassian_token.h"
#include "src/detect/validators/atom.h"
#include "src/detect/validators/au_abn.h"
#include "src/detect/validators/au_acn.h"
#include "src/detect/validators/au_medicare.h"
#include "src/detect/validators/au_tfn.h"
#include "src/detect/validators/aws_access_key_id.h"
#include "src/detect/validators/aws_secret_access_key.h"
#include "src/detect/validators/bch.h"
#include "src/detect/validators/be_mod97.h"
#include "src/detect/validators/be_national_number.h"
#include "src/detect/validators/be_vat.h"
#include "src/detect/validators/bg_egn.h"
#include "src/detect/validators/bg_eik.h"
#include "src/detect/validators/bg_pnf.h"
#include "src/detect/validators/bh_cpr.h"
#include "src/detect/validators/bip39_mnemonic.h"
#include "src/detect/validators/br_cnh.h"
#include "src/detect/validators/br_cnpj.h"
#include "src/detect/validators/br_cns.h"
#include "src/detect/validators/br_cpf.h"
#include "src/detect/validators/br_pis.h"
#include "src/detect/validators/br_titulo_eleitor.h"
#include "src/detect/validators/btc_base58.h"
#include "src/detect/validators/btc_bech32.h"
#include "src/detect/validators/btc_taproot.h"
#include "src/detect/validators/by_personal_number.h"
#include "src/detect/validators/by_unp.h"
#include "src/detect/validators/ca_bc_phn.h"
#include "src/detect/validators/ca_bn.h"
#include "src/detect/validators/ca_on_health_card.h"
#include "src/detect/validators/ca_qc_ramq.h"
#include "src/detect/validators/ca_sin.h"
#include "src/detect/validators/calendar_date.h"
#include "src/detect/validators/card_expiry.h"
#include "src/detect/validators/ch_ahv.h"
#include "src/detect/validators/ch_qr_reference.h"
#include "src/detect/validators/ch_uid.h"
#include "src/detect/validators/cl_rut.h"
#include "src/detect/validators/cn_resident_id.h"
#include "src/detect/validators/cn_uscc.h"
#include "src/detect/validators/co_nit.h"
#include "src/detect/validators/credit_card.h"
#include "src/detect/validators/cu_ni.h"
#include "src/detect/validators/cusip.h"
#include "src/detect/validators/cy_vat.h"
#include "src/detect/validators/cz_bank_account.h"
#include "src/detect/validators/cz_ico.h"
#include "src/detect/validators/cz_rodne_cislo.h"
#include "src/detect/validators/dash.h"
#include "src/detect/validators/de_document.h"
#include "src/detect/validators/de_health_insurance.h"
#include "src/detect/validators/de_lanr.h"
#include "src/detect/validators/de_social_security.h"
#include "src/detect/validators/de_tax_id.h"
#include "src/detect/validators/de_vat_id.h"
#include "src/detect/validators/decoded_token.h"
#include "src/detect/validators/der_sequence.h"
#include "src/detect/validators/dk_cpr.h"
#include "src/detect/validators/dk_cvr.h"
#include "src/detect/validators/do_rnc.h"
#include "src/detect/validators/doge.h"
#include "src/detect/validators/e164.h"
#include "src/detect/validators/e164_00.h"
#include "src/detect/validators/ec_ci.h"
#include "src/detect/validators/ec_ruc.h"
#include "src/detect/validators/ee_isikukood.h"
#include "src/detect/validators/ee_registrikood.h"
#include "src/detect/validators/ee_vat.h"
#include "src/detect/validators/eg_national_id.h"
#include "src/detect/validators/eid.h"
#include "src/detect/validators/eidas_identifier.h"
#include "src/detect/validators/email.h"
#include "src/detect/validators/es_ccc.h"
#include "src/detect/validators/es_cif.h"
#include "src/detect/validators/es_cups.h"
#include "src/detect/validators/es_nie.h"
#include "src/detect/validators/es_nif.h"
#include "src/detect/validators/es_nss.h"
#include "src/detect/validators/eth.h"
#include "src/detect/validators/eth_one_case.h"
#include "src/detect/validators/eth_private_key.h"
#include "src/detect/validators/etsi_semantic_id.h"
#include "src/detect/validators/eu_ehic.h"
#include "src/detect/validators/eu_health_certificate.h"
#include "src/detect/validators/eu_uvci.h"
#include "src/detect/validators/eu_vat.h"
#include "src/detect/validators/fi_personal_identity_code.h"
#include "src/detect/validators/fi_ytunnus.h"
#include "src/detect/validators/figi.h"
#include "src/detect/validators/fr_nif.h"
#include "src/detect/validators/fr_nir.h"
#include "src/detect/validators/fr_phone.h"
#include "src/detect/validators/fr_rib.h"
#include "src/detect/validators/fr_siren.h"
#include "src/detect/validators/fr_siret.h"
#include "src/detect/validators/fr_vat.h"
#include "src/detect/validators/gh_tin.h"
#include "src/detect/validators/github_token.h"
#include "src/detect/validators/gitlab_routable_token.h"
#include "src/detect/validators/gr_afm.h"
#include "src/detect/validators/gr_amka.h"
#include "src/detect/validators/grafana_token.h"
#include "src/detect/validators/gt_cui.h"
#include "src/detect/validators/gt_nit.h"
#include "src/detect/validators/hk_hkid.h"
#include "src/detect/validators/hr_oib.h"
#include "src/detect/validators/hu_personal_id.h"
#include "src/detect/validators/hu_personal_tax_id.h"
#include "src/detect/validators/hu_taj.h"
#include "src/detect/validators/hu_tax_number.h"
#include "src/detect/validators/iban.h"
#include "src/detect/validators/iccid.h"
#include "src/detect/validators/id_nik.h"
#include "src/detect/validators/id_npwp.h"
#include "src/detect/validators/ie_eircode.h"
#include "src/detect/validators/ie_pps.h"
#include "src/detect/validators/ie_vat.h"
#include "src/detect/validators/il_id.h"
#include "src/detect/validators/imei.h"
#include "src/detect/validators/imsi.h"
#include "src/detect/validators/in_aadhaar.h"
#include "src/detect/validators/in_driving_licence.h"
#include "src/detect/validators/in_gstin.h"
#include "src/detect/validators/in_pan.h"
#include "src/detect/validators/in_vehicle_registration.h"
#include "src/detect/validators/in_voter.h"
#include "src/detect/validators/ip_address.h"
#include "src/detect/validators/ir_melli_code.h"
#include "src/detect/validators/is_kennitala.h"
#include "src/detect/validators/isin.h"
#include "src/detect/validators/iso11649.h"
#include "src/detect/validators/it_fiscal_code.h"
#include "src/detect/validators/it_vat_code.h"
#include "src/detect/validators/jp_corporate_number.h"
#include "src/detect/validators/jp_driver_license.h"
#include "src/detect/validators/jp_my_number.h"
#include "src/detect/validators/jwt.h"
#include "src/detect/validators/jwt_base64.h"
#include "src/detect/validators/kr_brn.h"
#include "src/detect/validators/kr_frn.h"
#include "src/detect/validators/kr_rrn.h"
#include "src/detect/validators/kw_civil_id.h"
#include "src/detect/validators/kz_iin.h"
#include "src/detect/validators/lei.h"
#include "src/detect/validators/lk_nic.h"
#include "src/detect/validators/lt_asmens_kodas.h"
#include "src/detect/validators/lt_vat.h"
#include "src/detect/validators/ltc.h"
#include "src/detect/validators/lu_national_id.h"
#include "src/detect/validators/lu_vat.h"
#include "src/detect/validators/luhn.h"
#include "src/detect/validators/lv_personas_kods.h"
#include "src/detect/validators/lv_vat.h"
#include "src/detect/validators/ma_ice.h"
#include "src/detect/validators/mac_address.h"
#include "src/detect/validators/macaroon.h"
#include "src/detect/validators/mapbox_token.h"
#include "src/detect/validators/md_idnp.h"
#include "src/detect/validators/me_pib.h"
#include "src/detect/validators/meid.h"
#include "src/detect/validators/mk_edb.h"
#include "src/detect/validators/mrz.h"
#include "src/detect/validators/mt_vat.h"
#include "src/detect/validators/mx_clabe.h"
#include "src/detect/validators/mx_curp.h"
#include "src/detect/validators/mx_ine_clave.h"
#include "src/detect/validators/mx_rfc.h"
#include "src/detect/validators/my_nric.h"
#include "src/detect/validators/mz_nuit.h"
#include "src/detect/validators/named_token.h"
#include "src/detect/validators/nats_seed.h"
#include "src/detect/validators/new_relic_license_key.h"
#include "src/detect/validators/ni_cedula.h"
#include "src/detect/validators/nl_bsn.h"
#include "src/detect/validators/nl_postcode.h"
#include "src/detect/validators/nl_vat.h"
#include "src/detect/validators/no_fodselsnummer.h"
#include "src/detect/validators/no_kontonr.h"
#include "src/detect/validators/no_orgnr.h"
#include "src/detect/validators/npm_token.h"
#include "src/detect/validators/nz_ird.h"
#include "src/detect/validators/nz_nhi.h"
#include "src/detect/validators/orcid.h"
#include "src/detect/validators/payment_track.h"
#include "src/detect/validators/pe_cui.h"
#include "src/detect/validators/pe_ruc.h"
#include "src/detect/validators/pem_private_key_base64.h"
#include "src/detect/validators/ph_tin.h"
#include "src/detect/validators/pkcs12_base64.h"
#include "src/detect/validators/pl_id_card.h"
#include "src/detect/validators/pl_nip.h"
#include "src/detect/validators/pl_passport.h"
#include "src/detect/validators/pl_pesel.h"
#include "src/detect/validators/pl_regon.h"
#include "src/detect/validators/plus_code.h"
#include "src/detect/validators/postal_address.h"
#include "src/detect/validators/pt_cc.h"
#include "src/detect/validators/pt_nif.h"
#include "src/detect/validators/pt_niss.h"
#include "src/detect/validators/published_sample_secret.h"
#include "src/detect/validators/py_ruc.h"
#include "src/detect/validators/rapidapi_key.h"
#include "src/detect/validators/ro_cnp.h"
#include "src/detect/validators/ro_cui.h"
#include "src/detect/validators/rs_jmbg.h"
#include "src/detect/validators/rs_pib.h"
#include "src/detect/validators/rsid.h"
#include "src/detect/validators/ru_inn.h"
#include "src/detect/validators/ru_ogrn.h"
#include "src/detect/validators/ru_snils.h"
#include "src/detect/validators/se_organisationsnummer.h"
#include "src/detect/validators/se_personnummer.h"
#include "src/detect/validators/secret_value.h"
#include "src/detect/validators/sedol.h"
#include "src/detect/validators/sentry_org_token.h"
#include "src/detect/validators/sepa_creditor_id.h"
#include "src/detect/validators/session_id.h"
#include "src/detect/validators/sg_nric_fin.h"
#include "src/detect/validators/sg_uen.h"
#include "src/detect/validators/si_davcna.h"
#include "src/detect/validators/si_emso.h"
#include "src/detect/validators/sk_rodne_cislo.h"
#include "src/detect/validators/sk_vat.h"
#include "src/detect/validators/sol.h"
#include "src/detect/validators/ss58.h"
#include "src/detect/validators/supabase_service_role.h"
#include "src/detect/validators/swift_bic.h"
#include "src/detect/validators/th_tnin.h"
#include "src/detect/validators/token_likeness.h"
#include "src/detect/validators/tr_license_plate.h"
#include "src/detect/validators/tr_national_id.h"
#include "src/detect/validators/tr_vkn.h"
#include "src/detect/validators/trx.h"
#include "src/detect/validators/tw_arc.h"
#include "src/detect/validators/tw_national_id.h"
#include "src/detect/validators/tw_ubn.h"
#include "src/detect/validators/tz_nida.h"
#include "src/detect/validators/ua_rntrc.h"
#include "src/detect/validators/uk_chi.h"
#include "src/detect/validators/uk_company_number.h"
#include "src/detect/validators/uk_driving_licence.h"
#include "src/detect/validators/uk_nhs.h"
#include "src/detect/validators/uk_nino.h"
#include "src/detect/validators/uk_postcode.h"
#include "src/detect/validators/uk_upn.h"
#include "src/detect/validators/uk_utr.h"
#include "src/detect/validators/uk_vat.h"
#include "src/detect/validators/uk_vehicle_registration.h"
#include "src/detect/validators/us_atin.h"
#include "src/detect/validators/us_dea.h"
#include "src/detect/validators/us_hicn.h"
#include "src/detect/validators/us_itin.h"
#include "src/detect/validators/us_npi.h"
#include "src/detect/validators/us_phone.h"
#include "src/detect/validators/us_ssn.h"
#include "src/detect/validators/us_ssn_unpublished.h"
#include "src/detect/validators/uy_ci.h"
#include "src/detect/validators/uy_rut.h"
#include "src/detect/validators/uz_pinfl.h"
#include "src/detect/validators/ve_rif.h"
#include "src/detect/validators/verhoeff.h"
#include "src/detect/validators/vin.h"
#include "src/detect/validators/vin_elsewhere.h"
#include "src/detect/validators/vin_serial.h"
#include "src/detect/validators/vn_mst.h"
#include "src/detect/validators/wif.h"
#include "src/detect/validators/xlm.h"
#include "src/detect/validators/xmr.h"
#include "src/detect/validators/xprv.h"
#include "src/detect/validators/xrp.h"
#include "src/detect/validators/xtz.h"
#include "src/detect/validators/za_id_number.h"
#include "src/detect/validators/zec.h"
#include "src/detect/validators/zw_national_id.h"

namespace aegis {
namespace {

using namespace validators;

// Sorted by name: FindValidator searches it by halves.
constexpr Validator kValidators[] = {
    {"aba_routing", AbaRouting, "US bank routing number: district and check digit"},
    {"ada", Ada, "Cardano address: Bech32 without its length limit"},
    {"advertising_id", AdvertisingId, "an advertising identifier that is not all zeros"},
    {"airtable_key", AirtableKey, "Airtable key: key and 14 letters and digits, no word"},
    {"al_nid", AlNid, "Albanian personal number: date"},
    {"alchemy_key", AlchemyKey, "Alchemy key: an underscore behind 23 letters and digits"},
    {"am_psn", AmPsn, "Armenian public services number: date"},
    {"ar_cbu", ArCbu, "Argentine bank account key: two blocks, weights 3 1 7 9"},
    {"ar_cuit", ArCuit, "Argentine tax number: type and weighted mod 11"},
    {"artifactory_password", ArtifactoryPassword,
     "password as Artifactory encrypts it: AP, version, letters and digits"},
    {"artifactory_reference_token", ArtifactoryReferenceToken,
     "JFrog reference token: base64 of reftkn:"},
    {"at_svnr", AtSvnr, "Austrian social insurance number: weighted mod 11"},
    {"at_vat", AtVat, "Austrian VAT number: Luhn with an offset"},
    {"atlassian_token", AtlassianToken, "Atlassian token: CRC-32 tail in hexadecimal"},
    {"atlassian_token_old", AtlassianTokenOld,
     "Atlassian token of the old form: token-like, hexadecimal tail"},
    {"atom", Atom, "Cosmos address: Bech32"},
    {"au_abn", AuAbn, "Australian business number: mod 89"},
    {"au_acn", AuAcn, "Australian company number: weights 8-1"},
    {"au_medicare", AuMedicare, "Australian Medicare number: weighted mod 10"},
    {"au_tfn", AuTfn, "Australian tax file number: weighted mod 11"},
    {"aws_access_key_id", AwsAccessKeyId,
     "AWS access key id: base 32 body holds an account number"},
    {"aws_secret_access_key", AwsSecretAccessKey,
     "AWS secret access key: 40 base64 characters with entropy, no digest"},
    {"bch", Bch, "Bitcoin Cash address: CashAddr checksum"},
    {"be_mod97", BeMod97,
     "twelve digits, the last two of which are the rest of the first ten by 97"},
    {"be_national_number", BeNationalNumber, "Belgian national number: mod 97"},
    {"be_vat", BeVat, "Belgian enterprise number: mod 97"},
    {"bedrock_api_key", BedrockApiKey, "AWS Bedrock key: base64 of BedrockAPIKey-"},
    {"bg_egn", BgEgn, "Bulgarian personal number: date and weighted mod 11"},
    {"bg_eik", BgEik, "Bulgarian company number: two-pass mod 11"},
    {"bg_pnf", BgPnf, "Bulgarian number of a foreigner: weighted mod 10"},
    {"bh_cpr", BhCpr, "Bahraini personal number: year and month"},
    {"bip39_mnemonic", Bip39Mnemonic, "12 to 24 words of BIP-39 with their checksum"},
    {"bitbucket_http_token", BitbucketHttpToken,
     "Bitbucket Data Center token: base64 of a number, a colon and bytes"},
    {"br_cnh", BrCnh, "Brazilian driving licence: two check digits"},
    {"br_cnpj", BrCnpj, "Brazilian company number, digits or letters: two check digits"},
    {"br_cns", BrCns, "Brazilian health card: weights 15-1 mod 11"},
    {"br_cpf", BrCpf, "Brazilian taxpayer number: two check digits"},
    {"br_pis", BrPis, "Brazilian worker and vehicle register numbers: weighted mod 11"},
    {"br_titulo_eleitor", BrTituloEleitor, "Brazilian voter number: state and two check digits"},
    {"btc_base58", BtcBase58, "Bitcoin address: Base58Check version 0 or 5"},
    {"btc_bech32", BtcBech32, "Bitcoin segregated-witness address: Bech32 or Bech32m"},
    {"btc_taproot", BtcTaproot, "Bitcoin Taproot address: Bech32m of 32 bytes"},
    {"by_personal_number", ByPersonalNumber,
     "Belarusian personal number: date, region, citizenship"},
    {"by_unp", ByUnp, "Belarusian taxpayer number: weighted mod 11"},
    {"ca_bc_phn", CaBcPhn, "British Columbian health number: weighted mod 11"},
    {"ca_bn", CaBn, "Canadian business number: Luhn, program account"},
    {"ca_on_health_card", CaOnHealthCard, "Ontario health card: Luhn, version code"},
    {"ca_qc_ramq", CaQcRamq, "Quebec health insurance number: date of birth"},
    {"ca_sin", CaSin, "Canadian social insurance number: Luhn"},
    {"calendar_date", CalendarDate, "a calendar date of 1900-2030 in a common written form"},
    {"card_expiry", CardExpiry, "a month and a year of this century"},
    {"ch_ahv", ChAhv, "Swiss social insurance number: EAN-13"},
    {"ch_qr_reference", ChQrReference, "Swiss payment reference: recursive mod 10"},
    {"ch_uid", ChUid, "Swiss business number: weighted mod 11"},
    {"cl_rut", ClRut, "Chilean tax number: weighted mod 11"},
    {"cn_resident_id", CnResidentId, "Chinese resident number: date and mod 11-2"},
    {"cn_uscc", CnUscc, "Chinese social credit code: weights 3^i mod 31"},
    {"co_nit", CoNit, "Colombian tax number: prime weights mod 11"},
    {"credential_entropy_4", CredentialEntropy4,
     "credential behind a provider prefix, with four bits of entropy"},
    {"credential_likeness", CredentialLikeness,
     "credential behind a provider prefix: entropy, no placeholder, no published sample"},
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
    {"cu_ni", CuNi, "Cuban identity number: date of birth"},
    {"cusip", Cusip, "North American security identifier: digit sums mod 10"},
    {"cy_vat", CyVat, "Cypriot tax number: check letter"},
    {"cz_bank_account", CzBankAccount, "Czech or Slovak bank account: weighted mod 11, twice"},
    {"cz_ico", CzIco, "Czech company number: weighted mod 11"},
    {"cz_rodne_cislo", CzRodneCislo, "Czech birth number: date, multiple of eleven"},
    {"dash", Dash, "Dash address: Base58Check version 76"},
    {"de_document", DeDocument, "German identity card or passport: weights 7 3 1"},
    {"de_health_insurance", DeHealthInsurance, "German health insurance number: weighted mod 10"},
    {"de_lanr", DeLanr, "German physician number: weights 4 9"},
    {"de_social_security", DeSocialSecurity, "German pension number: date and weighted mod 10"},
    {"de_tax_id", DeTaxId, "German tax id: mod 11,10 and repetition rule"},
    {"de_vat_id", DeVatId, "German VAT number: mod 11,10"},
    {"der_sequence_base64", DerSequenceBase64, "base64 of a DER SEQUENCE, as a private key begins"},
    {"dk_cpr", DkCpr, "Danish personal number: date"},
    {"dk_cvr", DkCvr, "Danish company number: weighted mod 11"},
    {"do_rnc", DoRnc, "Dominican taxpayer number: weighted mod 11"},
    {"doge", Doge, "Dogecoin address: Base58Check version 30 or 22"},
    {"dropbox_long_lived_token", DropboxLongLivedToken, "Dropbox token: ten A at place 12"},
    {"e164", E164, "international telephone number: country code and national length"},
    {"e164_00", E16400, "the same, behind 00 for the plus sign"},
    {"ec_ci", EcCi, "Ecuadorian identity number: province and Luhn"},
    {"ec_ruc", EcRuc, "Ecuadorian tax number: province, check digit by kind, branch"},
    {"ee_isikukood", EeIsikukood, "Estonian personal code: date, two-pass mod 11"},
    {"ee_registrikood", EeRegistrikood, "Estonian register code: two-pass mod 11"},
    {"ee_vat", EeVat, "Estonian VAT number: weights 3 7 1"},
    {"eg_national_id", EgNationalId, "Egyptian national number: century, date, governorate"},
    {"eid", Eid, "embedded SIM: mod 97-10"},
    {"eidas_identifier", EidasIdentifier, "eIDAS identifier: two countries"},
    {"elastic_api_key", ElasticApiKey, "Elastic key: base64 of id:key"},
    {"email_address", EmailAddress, "e-mail address: local part and domain"},
    {"email_domain", EmailDomain, "domain of an e-mail address"},
    {"email_local_part", EmailLocalPart, "local part of an e-mail address"},
    {"es_ccc", EsCcc, "Spanish bank account: two check digits mod 11"},
    {"es_cif", EsCif, "Spanish CIF of an organisation: Luhn digit or letter"},
    {"es_cups", EsCups, "Spanish supply point: mod 529 letters"},
    {"es_nie", EsNie, "Spanish NIE of a foreigner: mod 23 letter"},
    {"es_nif", EsNif, "Spanish NIF of a citizen: mod 23 letter"},
    {"es_nss", EsNss, "Spanish social security number: mod 97"},
    {"eth", Eth, "Ethereum address: mixed-case checksum of EIP-55"},
    {"eth_one_case", EthOneCase, "Ethereum address in one letter case"},
    {"eth_private_key", EthPrivateKey,
     "64 hexadecimal digits of a number below the order of secp256k1"},
    {"etsi_semantic_id", EtsiSemanticId,
     "identifier of a certificate's subject: kind, country, national check"},
    {"eu_ehic", EuEhic, "European health insurance card: 80 and a country that takes part"},
    {"eu_health_certificate", EuHealthCertificate, "digital COVID certificate: base 45 of zlib"},
    {"eu_uvci", EuUvci, "vaccination certificate: Luhn mod 38 where a check is written"},
    {"eu_vat", EuVat, "VAT number of a European country with its country in front"},
    {"fi_personal_identity_code", FiPersonalIdentityCode,
     "Finnish personal identity code: date and check character"},
    {"fi_ytunnus", FiYtunnus, "Finnish business id: weighted mod 11"},
    {"figi", Figi, "financial instrument: modulus 10 double add double"},
    {"fr_nif", FrNif, "French tax number: mod 511"},
    {"fr_nir", FrNir, "French social security number: mod 97 key"},
    {"fr_phone", FrPhone, "French telephone number: ten digits that are no series"},
    {"fr_rib", FrRib, "French bank account: mod 97 key"},
    {"fr_siren", FrSiren, "French company number: Luhn"},
    {"fr_siret", FrSiret, "French establishment number: Luhn twice, La Poste exception"},
    {"fr_vat", FrVat, "French VAT number: key and Luhn"},
    {"gh_tin", GhTin, "Ghanaian taxpayer number: weights 1-9 mod 11"},
    {"github_token", GithubToken, "GitHub token: CRC-32 tail in base 62"},
    {"gitlab_routable_token", GitlabRoutableToken, "GitLab routable token: length and CRC-32 tail"},
    {"gr_afm", GrAfm, "Greek tax number: powers of two mod 11"},
    {"gr_amka", GrAmka, "Greek social security number: date and Luhn"},
    {"grafana_api_key", GrafanaApiKey,
     "Grafana key of the old form: base64 of an object with k, n, id"},
    {"grafana_cloud_token", GrafanaCloudToken,
     "Grafana Cloud token: base64 of an object with o, n, k"},
    {"grafana_token", GrafanaToken, "Grafana service account token: CRC-32 tail in hexadecimal"},
    {"gt_cui", GtCui, "Guatemalan identity number: check digit and place"},
    {"gt_nit", GtNit, "Guatemalan tax number: weights from the right mod 11"},
    {"hex_token_likeness", HexTokenLikeness, "hexadecimal key of a digest length with entropy"},
    {"hk_hkid", HkHkid, "Hong Kong identity number: weighted mod 11"},
    {"hr_oib", HrOib, "Croatian identification number: mod 11,10"},
    {"hu_personal_id", HuPersonalId, "Hungarian personal number: date and weighted mod 11"},
    {"hu_personal_tax_id", HuPersonalTaxId, "Hungarian personal tax number: weights 1 to 9"},
    {"hu_taj", HuTaj, "Hungarian social security number: weights 3 7"},
    {"hu_tax_number", HuTaxNumber, "Hungarian tax number: weights 9 7 3 1"},
    {"iban", Iban, "international bank account number: length and structure by country, mod 97-10"},
    {"iccid", Iccid, "SIM card number: 89 and Luhn"},
    {"id_nik", IdNik, "Indonesian identity number: province and date of birth"},
    {"id_npwp", IdNpwp, "Indonesian taxpayer number: Luhn over the first nine"},
    {"ie_eircode", IeEircode, "Irish Eircode: letters by position"},
    {"ie_pps", IePps, "Irish personal public service number: mod 23 letter"},
    {"ie_vat", IeVat, "Irish VAT number: mod 23 letter"},
    {"il_id", IlId, "Israeli identity number: Luhn"},
    {"imei", Imei, "device identity: reporting body and Luhn"},
    {"imsi", Imsi, "mobile subscriber: a country code of E.212"},
    {"in_aadhaar", InAadhaar, "Indian Aadhaar number: Verhoeff"},
    {"in_driving_licence", InDrivingLicence, "Indian driving licence: state and year"},
    {"in_gstin", InGstin, "Indian tax registration number: PAN inside, Luhn base 36"},
    {"in_pan", InPan, "Indian permanent account number: layout, holder type"},
    {"in_vehicle_registration", InVehicleRegistration, "Indian vehicle plate: state and layout"},
    {"in_voter", InVoter, "Indian voter card number: Luhn"},
    {"ip_address", IpAddress, "IPv4 or IPv6 address"},
    {"ipv4", Ipv4, "IPv4 address: octets 0-255"},
    {"ipv6", Ipv6, "IPv6 address: RFC 4291 text form"},
    {"ir_melli_code", IrMelliCode, "Iranian national code: weights 10-2 mod 11"},
    {"is_kennitala", IsKennitala, "Icelandic identification number: date and weighted mod 11"},
    {"isin", Isin, "securities number: country and Luhn"},
    {"iso11649", Iso11649, "creditor reference RF: mod 97-10"},
    {"it_fiscal_code", ItFiscalCode, "Italian fiscal code: layout, day, check letter, omocodia"},
    {"it_vat_code", ItVatCode, "Italian VAT number: Luhn"},
    {"jp_corporate_number", JpCorporateNumber, "Japanese corporate number: weighted mod 9"},
    {"jp_driver_license", JpDriverLicense, "Japanese driving licence: weighted mod 11"},
    {"jp_my_number", JpMyNumber, "Japanese My Number: weighted mod 11"},
    {"jwe", Jwe, "encrypted JSON web token: header has alg and enc"},
    {"jwt", Jwt, "JSON web token: header decodes to a JSON object with alg"},
    {"jwt_base64", JwtBase64, "base64 of a JSON Web Token"},
    {"kr_brn", KrBrn, "Korean business number: weights 1 3 7 mod 10"},
    {"kr_frn", KrFrn, "Korean foreigner number: date, sex digit, check digit"},
    {"kr_rrn", KrRrn,
     "Kor"
     "ean resident number: date, sex digit, check digit"},
    {"kubernetes_token", KubernetesToken, "JSON web token of a Kubernetes service account"},
    {"kw_civil_id", KwCivilId, "Kuwaiti civil number: date and weighted mod 11"},
    {"kz_iin", KzIin, "Kazakh individual or business number: date and two-pass mod 11"},
    {"lei", Lei, "legal entity identifier: mod 97-10"},
    {"lk_nic", LkNic, "Sri Lankan identity card: day of the year"},
    {"lt_asmens_kodas", LtAsmensKodas, "Lithuanian personal code: date, two-pass mod 11"},
    {"lt_vat", LtVat, "Lithuanian VAT number: two-pass mod 11"},
    {"ltc", Ltc, "Litecoin address: Base58Check version 48 or 50, or Bech32"},
    {"lu_national_id", LuNationalId, "Luxembourg national number: date, Luhn and Verhoeff"},
    {"lu_vat", LuVat, "Luxembourg VAT number: mod 89"},
    {"luhn", Luhn, "digits with a Luhn check digit"},
    {"lv_personas_kods", LvPersonasKods, "Latvian personal code: date and weighted mod 11"},
    {"lv_vat", LvVat, "Latvian VAT number: weighted mod 11, or a personal code"},
    {"ma_ice", MaIce, "Moroccan company number: mod 97"},
    {"mac_address", MacAddress, "hardware address: one separator kind, not null or broadcast"},
    {"macaroon", Macaroon, "base64 of a macaroon, first or second version"},
    {"mapbox_token", MapboxToken, "Mapbox token: base64url of JSON with u and a"},
    {"md_idnp", MdIdnp, "Moldovan personal or company number: weights 7 3 1"},
    {"me_pib", MePib, "Montenegrin tax number: weighted mod 11"},
    {"meid", Meid, "CDMA device: Luhn in base 16 where a check digit is written"},
    {"mk_edb", MkEdb, "Macedonian tax number: weighted mod 11"},
    {"mrz_td1", MrzTd1, "machine readable zone of three lines: four check digits"},
    {"mrz_td2", MrzTd2, "machine readable zone of two lines of 36: four check digits"},
    {"mrz_td3", MrzTd3, "machine readable zone of a passport: five check digits"},
    {"mrz_visa", MrzVisa, "machine readable zone of a visa: three check digits"},
    {"mt_vat", MtVat, "Maltese VAT number: weighted mod 37"},
    {"mx_clabe", MxClabe, "Mexican bank account number: weights 3 7 1"},
    {"mx_curp", MxCurp, "Mexican population registry code: layout, date, check digit"},
    {"mx_ine_clave", MxIneClave, "Mexican voter card key: date, state, sex"},
    {"mx_rfc", MxRfc, "Mexican taxpayer code: date and check character"},
    {"my_nric", MyNric, "Malaysian identity card: date and place of birth"},
    {"mz_nuit", MzNuit, "Mozambican taxpayer number: weighted mod 11"},
    {"nats_seed", NatsSeed, "NATS nkey seed: CRC-16"},
    {"new_relic_license_key", NewRelicLicenseKey, "New Relic licence key: hexadecimal, and NRAL"},
    {"ni_cedula", NiCedula, "Nicaraguan identity number: date of birth"},
    {"nl_bsn", NlBsn, "Dutch citizen service number: eleven test"},
    {"nl_postcode", NlPostcode, "Dutch postal code: not SA, SD or SS"},
    {"nl_vat", NlVat, "Dutch VAT number: mod 97-10, or the eleven test"},
    {"no_fodselsnummer", NoFodselsnummer, "Norwegian national number: date and two check digits"},
    {"no_kontonr", NoKontonr, "Norwegian bank account: weighted mod 11"},
    {"no_orgnr", NoOrgnr, "Norwegian organisation number: weighted mod 11"},
    {"npm_token", NpmToken, "npm token: CRC-32 tail in base 62"},
    {"nz_ird", NzIrd, "New Zealand tax number: two sets of weights mod 11"},
    {"nz_nhi", NzNhi, "New Zealand health index: weights 7-2 mod 11 or 23"},
    {"openssh_key_base64", OpensshKeyBase64, "base64 of an OpenSSH private key"},
    {"orcid", Orcid, "researcher: ISO 7064 mod 11-2"},
    {"password_value", PasswordValue,
     "value of a password field: no placeholder, variable or reference"},
    {"payment_track1", PaymentTrack1, "track 1 of a card: Luhn and a month"},
    {"payment_track2", PaymentTrack2, "track 2 of a card: Luhn and a month"},
    {"pe_cui", PeCui, "Peruvian identity code: weighted mod 11, digit or letter"},
    {"pe_ruc", PeRuc, "Peruvian tax number: kind and weighted mod 11"},
    {"pem_private_key_base64", PemPrivateKeyBase64, "base64 of a PEM block of a private key"},
    {"ph_tin", PhTin, "Philippine taxpayer number: weights 9-2 mod 11"},
    {"pkcs12_base64", Pkcs12Base64, "base64 of a PKCS#12 file"},
    {"pl_id_card", PlIdCard, "Polish identity card: weights 7 3 1 9"},
    {"pl_nip", PlNip, "Polish tax number: weighted mod 11"},
    {"pl_passport", PlPassport, "Polish passport: weights 7 3 9 1"},
    {"pl_pesel", PlPesel, "Polish personal number: date and check digit"},
    {"pl_regon", PlRegon, "Polish statistical number: weighted mod 11"},
    {"plus_code", PlusCode, "open location code: alphabet and the bounds of the world"},
    {"postal_address", PostalAddress,
     "words of an address, and not of a host, a mailbox or a page"},
    {"pt_cc", PtCc, "Portuguese citizen card: Luhn over letters and digits"},
    {"pt_nif", PtNif, "Portuguese tax number: weighted mod 11"},
    {"pt_niss", PtNiss, "Portuguese social security number: prime weights"},
    {"published_sample_secret", IsPublishedSampleSecret,
     "true for a credential that a vendor prints in its documentation: a reason to refuse"},
    {"py_ruc", PyRuc, "Paraguayan tax number: weights from the right mod 11"},
    {"rapidapi_key", RapidapiKey, "RapidAPI key: the marks msh, p1 and jsn"},
    {"ro_cnp", RoCnp, "Romanian personal number: date and weighted mod 11"},
    {"ro_cui", RoCui, "Romanian company number: weighted mod 11"},
    {"rs_jmbg", RsJmbg,
     "master citizen number of the former Yugoslavia, but Slovenia: date and mod 11"},
    {"rs_pib", RsPib, "Serbian tax number: mod 11,10"},
    {"rsid", Rsid, "genetic variant of dbSNP"},
    {"ru_inn", RuInn, "Russian tax number: one or two check digits"},
    {"ru_ogrn", RuOgrn, "Russian register number: mod 11 or 13"},
    {"ru_snils", RuSnils, "Russian pension number: mod 101"},
    {"se_organisationsnummer", SeOrganisationsnummer, "Swedish organisation number: Luhn"},
    {"se_personnummer", SePersonnummer, "Swedish personal number: date and Luhn"},
    {"sedol", Sedol, "UK security: weighted sum mod 10"},
    {"sentry_org_token", SentryOrgToken,
     "Sentry organisation token: base64 of JSON with iat, url and org"},
    {"sepa_creditor_id", SepaCreditorId, "SEPA creditor: mod 97-10 without the business code"},
    {"session_id", SessionId, "a session: 16 characters of at least 3 bits"},
    {"sg_nric_fin", SgNricFin, "Singapore NRIC or FIN: check letter by series"},
    {"sg_uen", SgUen, "Singapore entity number: check letter by form"},
    {"si_davcna", SiDavcna, "Slovenian tax number: weighted mod 11"},
    {"si_emso", SiEmso, "Slovenian master citizen number: date and mod 11"},
    {"sk_rodne_cislo", SkRodneCislo, "Slovak birth number: date, multiple of eleven"},
    {"sk_vat", SkVat, "Slovak VAT number: multiple of eleven"},
    {"sol", Sol, "Solana address: base 58 of 32 bytes (no checksum)"},
    {"ss58", Ss58, "Polkadot address: base 58 and BLAKE2b"},
    {"supabase_service_role", SupabaseServiceRole,
     "JSON Web Token of issuer supabase and role service_role"},
    {"swift_bic", SwiftBic, "a bank's code with a country of ISO 3166"},
    {"th_tnin", ThTnin, "Thai identity number: weighted mod 11"},
    {"token_beyond_hex", TokenBeyondHex, "token_likeness, and not hexadecimal"},
    {"token_likeness", TokenLikeness,
     "looks machine-made: entropy, classes, letter pairs; no word, placeholder, UUID, digest or "
     "path"},
    {"tr_license_plate", TrLicensePlate, "Turkish number plate: province, letters and digits"},
    {"tr_national_id", TrNationalId, "Turkish identity number: two check digits"},
    {"tr_vkn", TrVkn, "Turkish tax number: powers of two mod 9"},
    {"trx", Trx, "Tron address: Base58Check version 65"},
    {"tw_arc", TwArc, "Taiwanese resident certificate number: weighted mod 10"},
    {"tw_national_id", TwNationalId, "Taiwanese identity number: weighted mod 10"},
    {"tw_ubn", TwUbn, "Taiwanese business number: weights 1 2 1 2 1 2 4 1 mod 5"},
    {"tz_nida", TzNida, "Tanzanian national number: date of birth"},
    {"ua_rntrc", UaRntrc, "Ukrainian taxpayer number: weighted mod 11"},
    {"uk_chi", UkChi, "Scottish community health index: date and weighted mod 11"},
    {"uk_company_number", UkCompanyNumber, "UK company number: prefix of its register"},
    {"uk_driving_licence", UkDrivingLicence, "UK driving licence: name, date of birth, initials"},
    {"uk_nhs", UkNhs, "UK NHS number: weights 10-2 mod 11"},
    {"uk_nino", UkNino, "UK national insurance number: prefix and suffix rules"},
    {"uk_postcode", UkPostcode, "UK postcode: letters by position"},
    {"uk_upn", UkUpn, "English unique pupil number: check letter"},
    {"uk_utr", UkUtr, "UK unique taxpayer reference: weighted mod 11"},
    {"uk_vat", UkVat, "UK VAT number: mod 97, in two schemes"},
    {"uk_vehicle_registration", UkVehicleRegistration,
     "UK number plate of 2001: age identifier and letters"},
    {"us_atin", UsAtin, "US adoption taxpayer number: 9 and 93"},
    {"us_dea", UsDea, "US DEA registration: type letter and check digit"},
    {"us_hicn", UsHicn, "US Medicare claim number: social security number and suffix"},
    {"us_itin", UsItin, "US individual taxpayer number: leading 9, group ranges"},
    {"us_npi", UsNpi, "US provider number: Luhn with 80840"},
    {"us_phone", UsPhone, "North American number: area and exchange codes"},
    {"us_ssn", UsSsn, "US social security number: area, group, serial"},
    {"us_ssn_unpublished", UsSsnUnpublished,
     "US social security number that is not one of the published, void ones"},
    {"user_and_secret", UserAndSecret, "user:secret, no placeholder"},
    {"uy_ci", UyCi, "Uruguayan identity number: weights 2 9 8 7 6 3 4 mod 10"},
    {"uy_rut", UyRut, "Uruguayan tax number: weighted mod 11"},
    {"uz_pinfl", UzPinfl, "Uzbek personal number: date"},
    {"ve_rif", VeRif, "Venezuelan tax number: letter and weighted mod 11"},
    {"verhoeff", Verhoeff, "digits with a Verhoeff check digit"},
    {"vin", Vin, "vehicle identification number: check digit of position 9"},
    {"vin_elsewhere", VinElsewhere, "vehicle of a maker that need not write a check digit"},
    {"vin_serial", VinSerial, "vehicle identification number with a serial number of digits"},
    {"vn_mst", VnMst, "Vietnamese tax number: prime weights mod 11"},
    {"wif", Wif, "Bitcoin private key in wallet import format"},
    {"xlm", Xlm, "Stellar account: base 32 and CRC-16"},
    {"xmr", Xmr, "Monero address: block base 58 and Keccak-256"},
    {"xprv", Xprv, "extended private key: Base58Check of 82 bytes"},
    {"xrp", Xrp, "XRP address: Base58Check in the ledger alphabet, version 0"},
    {"xtz", Xtz, "Tezos address: Base58Check, three-byte version"},
    {"za_id_number", ZaIdNumber, "South African identity number: date, citizenship, Luhn"},
    {"zec", Zec, "Zcash transparent address: Base58Check, two-byte version"},
    {"zw_national_id", ZwNationalId, "Zimbabwean national number: mod 23 letter"},
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
