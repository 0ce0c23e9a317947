// What the built-in rules find in values that are somebody's: drawn at random with right check
// digits, written in the usual ways, and carried by sentences of fourteen languages, JSON, logs,
// tables and code. A finding counts when it is the value to the byte and of the right entity.
//
//   AEGIS_RECALL=1 test_detect --gtest_filter='Recall.*'     prints a line an entity, and each miss
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "src/detect/validators/registry.h"
#include "src/plan/rules.h"
#include "tests/unit/detect/detect_testing.h"
#include "tests/unit/detect/draw.h"

namespace aegis {
namespace {

using detect_testing::Bench;
using detect_testing::Draw;
using detect_testing::Padded;
using Make = std::function<std::string(Draw&)>;

constexpr uint32_t kSeed = 20240517;
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";

// Draws until the validator says yes.
Make Checked(const char* validator, Make body) {
  const Validator* check = FindValidator(validator);
  EXPECT_NE(check, nullptr) << validator;
  return [check, body = std::move(body), validator](Draw& d) {
    for (int i = 0; i < 200'000; ++i) {
      std::string text = body(d);
      if (check->check(text)) return text;
    }
    ADD_FAILURE() << "nothing passes " << validator;
    return std::string();
  };
}

// "3-2-4" with '-', or "2.3.3-1" with what stands there: digits are counts.
std::string Grouped(const std::string& text, std::string_view pattern) {
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i < pattern.size();) {
    if (pattern[i] >= '0' && pattern[i] <= '9') {
      size_t count = 0;
      while (i < pattern.size() && pattern[i] >= '0' && pattern[i] <= '9') {
        count = count * 10 + static_cast<size_t>(pattern[i++] - '0');
      }
      out += text.substr(at, count);
      at += count;
    } else {
      out += pattern[i++];
    }
  }
  return out;
}

Make In(Make make, std::vector<std::string> patterns) {
  return [make = std::move(make), patterns = std::move(patterns)](Draw& d) {
    const std::string text = make(d);
    return Grouped(text, patterns[d.Below(patterns.size())]);
  };
}

// Each '9' a digit, '#' one that is not 0, 'A' a letter, 'a' a small one.
Make Form(std::vector<std::string> forms) {
  return [forms = std::move(forms)](Draw& d) {
    std::string out;
    for (char c : forms[d.Below(forms.size())]) {
      if (c == '9') {
        out += d.Digits(1);
      } else if (c == '#') {
        out += d.Of("123456789", 1);
      } else if (c == 'A') {
        out += d.Of(kUpper, 1);
      } else if (c == 'a') {
        out += d.Of(kLower, 1);
      } else {
        out += c;
      }
    }
    return out;
  };
}

// Each '%' a digit.
Make Dialled(std::vector<std::string> forms) {
  return [forms = std::move(forms)](Draw& d) {
    std::string out;
    for (char c : forms[d.Below(forms.size())]) out += c == '%' ? d.Digits(1) : std::string(1, c);
    return out;
  };
}

std::string Date(Draw& d, std::string_view order) {
  const std::string year = Padded(d.Between(1945, 2004), 4);
  std::string out;
  for (char c : order) {
    if (c == 'Y') out += year;
    if (c == 'y') out += year.substr(2);
    if (c == 'm') out += Padded(d.Between(1, 12), 2);
    if (c == 'd') out += Padded(d.Between(1, 28), 2);
  }
  return out;
}

Make Card(std::string_view start, size_t length) {
  return [start = std::string(start), length](Draw& d) {
    std::string text = start + d.Digits(length - start.size() - 1);
    int sum = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      int value = text[text.size() - 1 - i] - '0';
      if (i % 2 == 0) value = value > 4 ? 2 * value - 9 : 2 * value;
      sum += value;
    }
    return text + static_cast<char>('0' + (10 - sum % 10) % 10);
  };
}

Make Iban(std::string_view country, std::string_view form) {
  return [country = std::string(country), body = Form({std::string(form)})](Draw& d) {
    const Validator* check = FindValidator("iban");
    const std::string bban = body(d);
    for (int digits = 2; digits < 99; ++digits) {
      const std::string text = country + Padded(static_cast<uint64_t>(digits), 2) + bban;
      if (check->check(text)) return text;
    }
    return std::string();
  };
}

struct Label {
  const char* language;
  const char* text;
};

struct Kind {
  const char* entity;
  Make value;
  bool alone = true;               // found without a word for it
  std::vector<Label> labels = {};  // words for it
  const char* field = nullptr;     // as a field's name
};

std::vector<Kind> Kinds() {
  std::vector<Kind> k;
  k.push_back({"EMAIL_ADDRESS",
               Form({"aaaa.aaaaa@example.org", "aaa_aaa99@mail.example.co.uk",
                     "a.aaaa+aaa@example.com", "aaaaaa@aaa-aaaa.example", "info99@aaaaaaaa.de",
                     "AAAA.AAAA@EXAMPLE.COM", "aaaa-aaaa@aaaa.io"}),
               true,
               {{"en", "e-mail address"}, {"de", "E-Mail-Adresse"}, {"ja", "メール"}},
               "email"});
  k.push_back(
      {"PHONE_NUMBER",
       Dialled({"+44 20 7946 0%%%",  "+442079460%%%",     "+1 (212) 555-01%%", "+1-312-555-01%%",
                "+1 415 555 01%%",   "+49 30 901820%%",   "+49 (0)89 6390 %%", "+33 6 39 98 %% %%",
                "+3363998%%%%",      "+34 612 34 %% %%",  "+39 06 6982 %%%%",  "+81-3-5555-%%%%",
                "+81 90 5555 %%%%",  "+86 138 0013 %%%%", "+48 22 555 %% %%",  "+46 8 555 %%% %%",
                "+90 212 555 %% %%", "+31 20 555 %%%%",   "+55 11 95555-%%%%", "+7 495 555-%%-%%",
                "+82-10-5555-%%%%",  "+91 98765 %%%%%",   "+61 4 9157 %%%%",   "+41 44 555 %% %%",
                "+353 1 555 %%%%",   "0044 20 7946 0%%%", "0049 30 901820%%",  "0033 1 70 18 %% %%",
                "212-555-01%%",      "(212) 555-01%%",    "(415)555-01%%",     "312.555.01%%",
                "1-800-555-01%%",    "020 7946 0%%%",     "0161 496 0%%%",     "07700 900%%%",
                "06 39 98 %% %%",    "01.70.18.%%.%%",    "090-5555-%%%%",     "03-5555-%%%%",
                "010-5555-%%%%",     "0491 570 %%%",      "138-0013-%%%%",     "8 916 555-%%-%%"}),
       true,
       {{"en", "phone number"},
        {"de", "Telefonnummer"},
        {"fr", "téléphone"},
        {"es", "teléfono"},
        {"ja", "電話"},
        {"zh", "电话"}},
       "phone"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"612 34 %% %%", "612345%%%", "91 555 %% %%"}),
               false,
               {{"es", "teléfono"}, {"es", "móvil"}},
               "telefono"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"22 555 %% %%", "601 555 %%%", "601555%%%"}),
               false,
               {{"pl", "telefon"}},
               "telefon"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"0532 555 %% %%", "0532 555 %%%%", "0532555%%%%"}),
               false,
               {{"tr", "Telefon"}, {"tr", "Cep telefonu"}},
               "cepTelefonu"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"06-5555%%%%", "06 5555%%%%", "020-555 %%%%"}),
               false,
               {{"nl", "telefoonnummer"}},
               "telefoon"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"070-555 %% %%", "08-555 %%% %%"}),
               false,
               {{"sv", "telefonnummer"}},
               "mobilnummer"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"347 555%%%%", "347555%%%%", "06 6982%%%%"}),
               false,
               {{"it", "cellulare"}, {"it", "telefono"}},
               "cellulare"});
  k.push_back({"PHONE_NUMBER",
               Dialled({"1385555%%%%", "0905555%%%%"}),
               false,
               {{"zh", "手机号"}, {"ja", "携帯番号"}},
               "mobile"});
  k.push_back({"CREDIT_CARD",
               In(Card("4539", 16), {"16", "4 4 4 4", "4-4-4-4", "4.4.4.4", "4 4 8", "8 8",
                                     "4\u00a04\u00a04\u00a04", "4  4  4  4"}),
               true,
               {{"en", "card number"},
                {"de", "Kreditkarte"},
                {"fr", "carte bancaire"},
                {"es", "tarjeta"},
                {"zh", "卡号"}},
               "cardNumber"});
  k.push_back({"CREDIT_CARD", In(Card("5412", 16), {"16", "4 4 4 4", "4-4-4-4"})});
  k.push_back({"CREDIT_CARD", In(Card("3714", 15), {"15", "4 6 5", "4-6-5"})});
  k.push_back({"CREDIT_CARD", In(Card("6011", 16), {"16", "4 4 4 4", "4-4-4-4"})});
  k.push_back({"CREDIT_CARD", In(Card("3530", 16), {"16", "4 4 4 4"})});
  k.push_back({"IBAN_CODE",
               In(Iban("DE", "999999999999999999"),
                  {"22", "4 4 4 4 4 2", "4-4-4-4-4-2", "4\u00a04\u00a04\u00a04\u00a04\u00a02"}),
               true,
               {{"en", "IBAN"}, {"de", "IBAN"}},
               "iban"});
  k.push_back({"IBAN_CODE", In(Iban("GB", "AAAA99999999999999"), {"22", "4 4 4 4 4 2"})});
  k.push_back({"IBAN_CODE", In(Iban("NL", "AAAA9999999999"), {"18", "4 4 4 4 2"})});
  k.push_back({"IBAN_CODE", In(Iban("PL", "999999999999999999999999"), {"28", "4 4 4 4 4 4 4"})});
  k.push_back({"IP_ADDRESS",
               [](Draw& d) { return "203.0.113." + std::to_string(d.Below(256)); },
               true,
               {{"en", "IP address"}},
               "clientIp"});
  k.push_back({"IP_ADDRESS", [](Draw& d) {
                 return "10." + std::to_string(d.Below(256)) + "." + std::to_string(d.Below(256)) +
                        "." + std::to_string(d.Between(1, 254));
               }});
  k.push_back({"IP_ADDRESS", [](Draw& d) {
                 return "2001:db8:" + d.Of("123456789abcdef", 4) +
                        "::" + d.Of("123456789abcdef", 3) + ":" + d.Of("0123456789", 1) + "f" +
                        d.Of("0123456789", 1);
               }});
  k.push_back({"MAC_ADDRESS", [](Draw& d) {
                 std::string text = "02";
                 const char separator = d.Below(2) == 0 ? ':' : '-';
                 for (int i = 0; i < 5; ++i) text += separator + d.Of("0123456789abcdef", 2);
                 return text;
               }});
  k.push_back({"CRYPTO", [](Draw& d) {
                 constexpr const char* kAddresses[] = {"1Mjb5cTgVGKqggKNNj8EDiB6RLKP54iBRD",
                                                       "bc1q60ry0g7aljpeg6qw4c6tk3ey7f5f6s0m8n38sc",
                                                       "0xB1CaAb925f5E251345d4Fe2999dcBfb21808700b",
                                                       "LTk2nTJx8wY1LJa73BFZqLSeA3GTBGeZWQ",
                                                       "rDsjE6U7EUXiqksd7U2C81dhaTjK66x5C2"};
                 return std::string(d.One(kAddresses));
               }});
  k.push_back({"US_SSN",
               In(Checked("us_ssn", Form({"999999999"})), {"3-2-4", "3 2 4"}),
               true,
               {{"en", "SSN"}, {"en", "social security number"}},
               "ssn"});
  k.push_back({"US_ITIN",
               In(Checked("us_itin", Form({"999999999"})), {"3-2-4"}),
               true,
               {{"en", "ITIN"}},
               "itin"});
  k.push_back({"UK_NINO",
               In(Checked("uk_nino", Form({"AA999999A"})), {"9", "2 2 2 2 1", "2 6 1"}),
               true,
               {{"en", "national insurance number"}},
               "nino"});
  k.push_back(
      {"ES_NIF",
       In(Checked("es_nif", Form({"99999999A"})), {"9", "8-1", "2.3.3-1", "2.3.3 1", "2.3.31"}),
       true,
       {{"es", "DNI"}, {"es", "NIF"}},
       "dni"});
  k.push_back({"ES_NIE",
               In(Checked("es_nie", Form({"X9999999A", "Y9999999A"})), {"9", "1-7-1"}),
               true,
               {{"es", "NIE"}},
               "nie"});
  k.push_back({"IT_FISCAL_CODE",
               Checked("it_fiscal_code", Form({"AAAAAA74B12A999A", "AAAAAA61H50A999A"})),
               true,
               {{"it", "codice fiscale"}},
               "codiceFiscale"});
  k.push_back({"DE_TAX_ID",
               In(Checked("de_tax_id", Form({"#9999999999"})), {"11", "2 3 3 3"}),
               true,
               {{"de", "Steuer-ID"}, {"de", "steuerliche Identifikationsnummer"}},
               "steuerId"});
  k.push_back({"DE_VAT_ID",
               Checked("de_vat_id", Form({"DE#99999999"})),
               true,
               {{"de", "USt-IdNr."}},
               "vatId"});
  k.push_back(
      {"FR_NIR",
       In(Checked("fr_nir",
                  [](Draw& d) { return d.Of("12", 1) + Date(d, "ym") + "75" + d.Digits(8); }),
          {"15", "1 2 2 2 3 3 2"}),
       true,
       {{"fr", "numéro de sécurité sociale"}},
       "nir"});
  k.push_back({"PL_PESEL",
               Checked("pl_pesel", [](Draw& d) { return Date(d, "ymd") + d.Digits(5); }),
               false,
               {{"pl", "PESEL"}, {"en", "PESEL"}},
               "pesel"});
  k.push_back(
      {"BE_NATIONAL_NUMBER",
       In(Checked("be_national_number", [](Draw& d) { return Date(d, "ymd") + d.Digits(5); }),
          {"2.2.2-3.2", "11"}),
       true,
       {{"nl", "rijksregisternummer"}},
       "niss"});
  k.push_back({"FI_PERSONAL_IDENTITY_CODE",
               Checked("fi_personal_identity_code",
                       [](Draw& d) {
                         return Date(d, "dm") + Padded(d.Between(45, 99), 2) + "-" + d.Digits(3) +
                                d.Of("0123456789ABCDEFHJKLMNPRSTUVWXY", 1);
                       }),
               true,
               {},
               "hetu"});
  k.push_back({"NO_FODSELSNUMMER",
               In(Checked("no_fodselsnummer", [](Draw& d) { return Date(d, "dmy") + d.Digits(5); }),
                  {"11", "6 5"}),
               true,
               {},
               "fodselsnummer"});
  k.push_back(
      {"RO_CNP",
       Checked("ro_cnp", [](Draw& d) { return d.Of("12", 1) + Date(d, "ymd") + d.Digits(6); }),
       true,
       {},
       "cnp"});
  k.push_back({"SE_PERSONNUMMER",
               In(Checked("se_personnummer", [](Draw& d) { return Date(d, "Ymd") + d.Digits(4); }),
                  {"8-4"}),
               true,
               {{"sv", "personnummer"}},
               "personnummer"});
  k.push_back({"SE_PERSONNUMMER",
               In(Checked("se_personnummer", [](Draw& d) { return Date(d, "ymd") + d.Digits(4); }),
                  {"6-4"})});
  k.push_back({"CZ_RODNE_CISLO", In(Checked("cz_rodne_cislo",
                                            [](Draw& d) {
                                              return Padded(d.Between(60, 99), 2) + Date(d, "md") +
                                                     d.Digits(4);
                                            }),
                                    {"6/4"})});
  k.push_back({"CH_AHV",
               In(Checked("ch_ahv", Form({"7569999999999"})), {"13", "3.4.4.2"}),
               true,
               {{"de", "AHV-Nummer"}},
               "ahv"});
  k.push_back({"RU_SNILS",
               In(Checked("ru_snils", Form({"#9999999999"})), {"3-3-3 2"}),
               true,
               {{"ru", "СНИЛС"}},
               "snils"});
  k.push_back({"TR_NATIONAL_ID",
               Checked("tr_national_id", Form({"#9999999999"})),
               false,
               {{"tr", "TC kimlik numarası"}, {"tr", "TCKN"}},
               "tckn"});
  k.push_back({"IN_AADHAAR",
               In(Checked("in_aadhaar", Form({"#99999999999"})), {"4 4 4", "4-4-4"}),
               true,
               {{"en", "Aadhaar"}},
               "aadhaar"});
  k.push_back({"IN_AADHAAR",
               Checked("in_aadhaar", Form({"#99999999999"})),
               false,
               {{"en", "Aadhaar number"}},
               "aadhaarNumber"});
  k.push_back({"IN_PAN",
               Checked("in_pan", Form({"AAAPA9999A", "AAACA9999A"})),
               true,
               {{"en", "PAN"}},
               "pan"});
  k.push_back({"SG_NRIC_FIN",
               Checked("sg_nric_fin", Form({"S9999999A", "G9999999A"})),
               true,
               {{"en", "NRIC"}},
               "nric"});
  k.push_back({"CN_RESIDENT_ID",
               Checked("cn_resident_id",
                       [](Draw& d) {
                         return "110105" + Date(d, "Ymd") + d.Digits(3) + d.Of("0123456789X", 1);
                       }),
               true,
               {{"zh", "身份证号"}},
               "idCard"});
  k.push_back({"HK_HKID",
               [make = Checked("hk_hkid", Form({"A9999999"}))](Draw& d) {
                 const std::string id = make(d);
                 return id.substr(0, 7) + "(" + id.substr(7) + ")";
               },
               true,
               {{"zh", "身份證"}},
               "hkid"});
  k.push_back(
      {"KR_RRN",
       In(Checked("kr_rrn", [](Draw& d) { return Date(d, "ymd") + d.Of("12", 1) + d.Digits(6); }),
          {"6-7"}),
       true,
       {{"ko", "주민등록번호"}},
       "rrn"});
  k.push_back({"TH_TNIN", In(Checked("th_tnin", Form({"19999999999#9"})), {"1-4-5-2-1"})});
  k.push_back({"CA_SIN",
               In(Checked("ca_sin", Form({"#99999999"})), {"3-3-3"}),
               true,
               {{"en", "SIN"}, {"fr", "NAS"}},
               "sin"});
  k.push_back({"CA_SIN",
               In(Checked("ca_sin", Form({"#99999999"})), {"3 3 3", "9"}),
               false,
               {{"en", "SIN"}, {"en", "social insurance number"}},
               "sin"});
  k.push_back({"BR_CPF",
               In(Checked("br_cpf", Form({"99999999999"})), {"3.3.3-2"}),
               true,
               {{"pt", "CPF"}},
               "cpf"});
  k.push_back({"BR_CPF", Checked("br_cpf", Form({"99999999999"})), false, {{"pt", "CPF"}}, "cpf"});
  k.push_back({"BR_CNPJ",
               In(Checked("br_cnpj", Form({"999999990001#9"})), {"2.3.3/4-2"}),
               true,
               {{"pt", "CNPJ"}},
               "cnpj"});
  k.push_back({"MX_CURP",
               Checked("mx_curp",
                       [](Draw& d) {
                         return "GOMC" + Date(d, "ymd") + d.Of("HM", 1) + "DF" +
                                d.Of("BCDFGHJKLMNPQRSTVWXYZ", 3) + "0" + d.Digits(1);
                       }),
               true,
               {{"es", "CURP"}},
               "curp"});
  k.push_back({"AR_CUIT",
               In(Checked("ar_cuit", Form({"20999999999", "27999999999"})), {"2-8-1"}),
               true,
               {{"es", "CUIT"}},
               "cuit"});
  k.push_back({"CL_RUT",
               In(Checked("cl_rut", Form({"1#9999999", "#99999999"})), {"2.3.3-1"}),
               true,
               {{"es", "RUT"}},
               "rut"});
  k.push_back({"ZA_ID_NUMBER",
               Checked("za_id_number",
                       [](Draw& d) { return Date(d, "ymd") + d.Digits(4) + "08" + d.Digits(1); }),
               true,
               {{"en", "ID number"}},
               "idNumber"});
  k.push_back({"VIN",
               Checked("vin",
                       [](Draw& d) {
                         return "1M8" + d.Of("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 8) + d.Digits(6);
                       }),
               true,
               {{"en", "VIN"}, {"de", "Fahrgestellnummer"}},
               "vin"});
  k.push_back({"UK_NHS",
               In(Checked("uk_nhs", Form({"#999999999"})), {"3 3 4", "10", "3-3-4"}),
               false,
               {{"en", "NHS number"}},
               "nhsNumber"});
  k.push_back({"IMEI",
               In(Checked("imei", Form({"35#999999999999"})), {"15", "2-6-6-1"}),
               false,
               {{"en", "IMEI"}},
               "imei"});
  k.push_back({"DATE_OF_BIRTH",
               [](Draw& d) {
                 const std::string day = Padded(d.Between(13, 28), 2);
                 const std::string month = Padded(d.Between(1, 12), 2);
                 const std::string year = Padded(d.Between(1945, 2004), 4);
                 const std::vector<std::string> ways = {
                     year + "-" + month + "-" + day, day + "/" + month + "/" + year,
                     day + "." + month + "." + year, day + " March " + year,
                     "March " + day + ", " + year};
                 return ways[d.Below(ways.size())];
               },
               false,
               {{"en", "date of birth"},
                {"de", "Geburtsdatum"},
                {"fr", "date de naissance"},
                {"es", "fecha de nacimiento"},
                {"zh", "出生日期"}},
               "dateOfBirth"});
  k.push_back({"SECRET_PASSWORD_ASSIGNMENT",
               Form({"aaaa99AA!", "Aa9-aaaa#", "aA9aaA9a", "Aaaaaa99?"}),
               false,
               {{"en", "password"},
                {"de", "Passwort"},
                {"fr", "mot de passe"},
                {"es", "contraseña"},
                {"pt", "senha"},
                {"nl", "wachtwoord"},
                {"pl", "hasło"},
                {"sv", "lösenord"},
                {"ja", "パスワード"},
                {"zh", "密码"},
                {"ko", "비밀번호"},
                {"ru", "пароль"}},
               "password"});
  return k;
}

struct Frame {
  const char* language;
  const char* text;  // {V}, and {L} or {F} where it has a word for it
};

constexpr Frame kAlone[] = {
    {"en", "Hi team, could you check {V} again before Friday?"},
    {"en", "She wrote {V}, and nobody answered."},
    {"en", "It was “{V}”, I think."},
    {"en", "The old one ({V}) was wrong."},
    {"en", "So it is {V}."},
    {"en", "Is it {V}?"},
    {"de", "Können Sie {V} bitte noch einmal prüfen?"},
    {"de", "Gemeint ist „{V}“; das andere bitte löschen."},
    {"fr", "Pouvez-vous vérifier {V}, s’il vous plaît ?"},
    {"fr", "Il s’agit de « {V} »."},
    {"es", "¿Puede comprobar {V}, por favor?"},
    {"it", "Si tratta di {V}: grazie."},
    {"pt", "Pode verificar {V}, por favor?"},
    {"nl", "Het gaat om {V}!"},
    {"pl", "Chodzi o {V}, proszę sprawdzić."},
    {"sv", "Det gäller {V}, tack."},
    {"tr", "Doğrusu {V}, teşekkürler."},
    {"ru", "Проверьте, пожалуйста, {V}."},
    {"ja", "登録内容は{V}です。"},
    {"ja", "「{V}」を確認してください。"},
    {"zh", "请核对{V}，谢谢。"},
    {"ko", "{V} 확인 부탁드립니다."},
    {"", R"({"data":{"items":[{"value":"{V}","n":3}]}})"},
    {"", R"({"msg":"changed from {V} by the clerk"})"},
    {"", "2024-05-17T09:12:44.123Z INFO [worker-3] value={V} took=12ms"},
    {"", "May 17 09:12:44 host app[211]: rejected '{V}' (code 7)"},
    {"", "17;open;{V};EUR"},
    {"", "17,\"{V}\",open"},
    {"", "<item><v>{V}</v></item>"},
    {"", "const value = \"{V}\";"},
    {"", "INSERT INTO t VALUES (7, '{V}');"},
    {"", "| open | {V} | 7 |"},
    {"", "first line\n{V}\nlast line"},
    {"", "a\t{V}\tb"},
};

constexpr Frame kLabelled[] = {
    {"en", "My {L} is {V}."},   {"en", "{L}: {V}"},          {"de", "Meine {L} ist {V}, danke."},
    {"de", "{L}: {V}"},         {"fr", "Mon {L} est {V}."},  {"fr", "{L} : {V}"},
    {"es", "Mi {L} es {V}."},   {"es", "{L}: {V}, gracias"}, {"it", "Il mio {L}: {V}."},
    {"pt", "{L}: {V}."},        {"nl", "Mijn {L} is {V}."},  {"pl", "{L}: {V}, dziękuję."},
    {"sv", "Mitt {L} är {V}."}, {"tr", "{L}: {V}."},         {"ru", "{L}: {V}, спасибо."},
    {"ja", "{L}は{V}です。"},   {"ja", "{L}：{V}"},          {"zh", "我的{L}是{V}。"},
    {"zh", "{L}：{V}，谢谢"},   {"ko", "{L}: {V}"},
};

constexpr Frame kField[] = {
    {"", R"({"id":7,"{F}":"{V}"})"},
    {"", R"({"customer":{"{F}":"{V}","since":2019}})"},
    {"", "level=info {F}={V} took=12"},
    {"", "{F}: {V}\nnext: 1"},
    {"", "<{F}>{V}</{F}>"},
};

std::string Fill(std::string text, std::string_view mark, std::string_view with) {
  for (size_t at = text.find(mark); at != std::string::npos;
       at = text.find(mark, at + with.size())) {
    text.replace(at, mark.size(), with);
  }
  return text;
}

struct Tally {
  size_t cases = 0;
  size_t found = 0;
  size_t named = 0;
};

TEST(Recall, FindsWhatIsThereAndNothingElse) {
  const auto rules = LoadBuiltinRules();
  ASSERT_TRUE(rules);
  Bench bench{*rules, 0.5f};
  ASSERT_TRUE(bench.ok());
  const bool print = std::getenv("AEGIS_RECALL") != nullptr;
  SCOPED_TRACE(testing::Message() << "seed " << kSeed);
  Draw draw(kSeed);
  std::map<std::string, Tally> tallies;
  Tally all;
  size_t extra = 0;
  const auto check = [&](const Kind& kind, const std::string& frame) {
    const std::string value = kind.value(draw);
    const std::string text = Fill(frame, "{V}", value);
    const auto at = static_cast<uint32_t>(text.find(value));
    const Span planted{at, at + static_cast<uint32_t>(value.size())};
    auto findings = bench.Scan(text, text[0] == '{' ? Format::kJson : Format::kText);
    ASSERT_TRUE(findings) << text;
    std::erase_if(*findings, [&](const Finding& f) {
      return bench.rules()[f.rule].by_default == RuleDefault::kOff;
    });
    bool found = false;
    bool named = false;
    std::string seen;
    for (const Finding& f : SettleOverlaps(*findings)) {
      const Rule& rule = bench.rules()[f.rule];
      seen += " " + rule.id + "<" + std::string(f.text.In(text)) + ">";
      found = found || f.text == planted;
      named = named || (f.text == planted && rule.entity == kind.entity);
      if (!f.text.Overlaps(planted)) {
        ++extra;
        if (print) std::printf("EXTRA %s:%s\n", text.c_str(), seen.c_str());
      }
    }
    for (Tally* tally : {&all, &tallies[kind.entity]}) {
      ++tally->cases;
      tally->found += found ? 1 : 0;
      tally->named += named ? 1 : 0;
    }
    if (print && !named) {
      std::printf("%s %s: %s |%s\n", found ? "NAME" : "MISS", kind.entity, text.c_str(),
                  seen.c_str());
    }
  };
  constexpr int kRounds = 4;
  for (const Kind& kind : Kinds()) {
    for (int round = 0; round < kRounds; ++round) {
      for (const Frame& frame : kAlone) {
        if (kind.alone) check(kind, frame.text);
      }
      for (const Label& label : kind.labels) {
        for (const Frame& frame : kLabelled) {
          if (std::string_view(frame.language) == label.language) {
            check(kind, Fill(frame.text, "{L}", label.text));
          }
        }
      }
      for (const Frame& frame : kField) {
        if (kind.field != nullptr) check(kind, Fill(frame.text, "{F}", kind.field));
      }
    }
  }
  const auto share = [](size_t part, size_t whole) {
    return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  };
  for (const auto& [entity, tally] : tallies) {
    const double found = share(tally.found, tally.cases);
    if (print) {
      std::printf("%-30s %5zu  found %6.2f %%  named %6.2f %%\n", entity.c_str(), tally.cases,
                  found, share(tally.named, tally.cases));
    }
    EXPECT_GE(found, 97.0) << entity;
  }
  if (print) {
    std::printf("%-30s %5zu  found %6.2f %%  named %6.2f %%  extra %zu\n", "all", all.cases,
                share(all.found, all.cases), share(all.named, all.cases), extra);
  }
  EXPECT_GE(share(all.found, all.cases), 99.0);
  EXPECT_GE(share(all.named, all.cases), 98.0);
  EXPECT_LE(share(extra, all.cases), 0.5);
}

}  // namespace
}  // namespace aegis
