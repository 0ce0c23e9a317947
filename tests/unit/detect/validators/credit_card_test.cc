#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kCreditCardValid[] = {
    "4112223334445553", "4132213334445253",    "4472223434442553", "4000555566667775",
    "2223999900001116", "371234567890120",     "6449000011112220", "36000012345672",
    "3528123456789012", "6212345678901234569", "6759123456789015", "2200123456789019",
    "5085123456789012", "9792123456789018",    "5061001234567892", "4111111111111111",
    "5555555555554444", "378282246310005"};
constexpr std::string_view kCreditCardInvalid[] = {
    "4112223334445554", "411111111111111",  "41111111111111111", "0000000000000000",
    "9999999999999995", "1234567812345670", "5555555555555555",  "4111 1111 1111 1111"};
const Table kCreditCardTable{"credit_card", kCreditCardValid, kCreditCardInvalid,
                             Protects::kDigits};

constexpr std::string_view kCreditCardVisaValid[] = {
    "4000555566667775", "4005555566667275", "4000555666967778", "4000585466647775",
    "4090215365134979", "4832545312618515", "4012315636589236"};
constexpr std::string_view kCreditCardVisaInvalid[] = {"4000555566667776", "378282246310005",
                                                       "7111111111111113", "000000000000"};
const Table kCreditCardVisaTable{"credit_card_visa", kCreditCardVisaValid, kCreditCardVisaInvalid,
                                 Protects::kDigits};

constexpr std::string_view kCreditCardMastercardValid[] = {
    "2223999900001116", "2223996900607116", "2233999901052116", "2223995900081116",
    "2523617103051178", "2668163701609997", "5432928274494763"};
constexpr std::string_view kCreditCardMastercardInvalid[] = {"2223999900001117", "378282246310005",
                                                             "7111111111111113", "000000000000"};
const Table kCreditCardMastercardTable{"credit_card_mastercard", kCreditCardMastercardValid,
                                       kCreditCardMastercardInvalid, Protects::kDigits};

constexpr std::string_view kCreditCardAmexValid[] = {
    "371234567890120", "379834665890120", "371237527990120", "378234567820120",
    "371332134824786", "341294237694846", "371238856381519"};
constexpr std::string_view kCreditCardAmexInvalid[] = {"371234567890121", "4111111111111111",
                                                       "7111111111111113", "000000000000"};
const Table kCreditCardAmexTable{"credit_card_amex", kCreditCardAmexValid, kCreditCardAmexInvalid,
                                 Protects::kDigits};

constexpr std::string_view kCreditCardDiscoverValid[] = {
    "6449000011112220", "6449050010112200", "6449000216118220", "6449080711119220",
    "6441007631816922", "6471385771218890", "6453107588479289"};
constexpr std::string_view kCreditCardDiscoverInvalid[] = {"6449000011112221", "378282246310005",
                                                           "7111111111111113", "000000000000"};
const Table kCreditCardDiscoverTable{"credit_card_discover", kCreditCardDiscoverValid,
                                     kCreditCardDiscoverInvalid, Protects::kDigits};

constexpr std::string_view kCreditCardDinersValid[] = {
    "36000012345672", "36020012345472", "36000032145672", "36000012347611",
    "38692239213978", "38085727347566", "38217856159179"};
constexpr std::string_view kCreditCardDinersInvalid[] = {"36000012345673", "378282246310005",
                                                         "7111111111111113", "000000000000"};
const Table kCreditCardDinersTable{"credit_card_diners", kCreditCardDinersValid,
                                   kCreditCardDinersInvalid, Protects::kDigits};

constexpr std::string_view kCreditCardJcbValid[] = {
    "3528123456789012", "3528323454789002", "3578123456779012", "3528103056589012",
    "3568826845989223", "3572113632793157", "3585731418219223"};
constexpr std::string_view kCreditCardJcbInvalid[] = {"3528123456789013", "378282246310005",
                                                      "7111111111111113", "000000000000"};
const Table kCreditCardJcbTable{"credit_card_jcb", kCreditCardJcbValid, kCreditCardJcbInvalid,
                                Protects::kDigits};

constexpr std::string_view kCreditCardUnionpayValid[] = {
    "6212345678901234569", "6212365678901244522", "6212342628908734569", "6212745638901234569",
    "6256538271901872465", "8157885979121638956", "6282142238752394471"};
constexpr std::string_view kCreditCardUnionpayInvalid[] = {"6212345678901234560", "378282246310005",
                                                           "7111111111111113", "000000000000"};
const Table kCreditCardUnionpayTable{"credit_card_unionpay", kCreditCardUnionpayValid,
                                     kCreditCardUnionpayInvalid, Protects::kDigits};

constexpr std::string_view kCreditCardMaestroValid[] = {
    "6759123456789015", "6759223256789015", "6738128456789010", "6759153451785015",
    "6758282662774772", "6749127356453286", "5686428496598015"};
constexpr std::string_view kCreditCardMaestroInvalid[] = {"6759123456789016", "378282246310005",
                                                          "7111111111111113", "000000000000"};
const Table kCreditCardMaestroTable{"credit_card_maestro", kCreditCardMaestroValid,
                                    kCreditCardMaestroInvalid, Protects::kDigits};

constexpr std::string_view kCreditCardMirValid[] = {
    "2200123456789019", "2200423456789419", "2200123436789014", "2200123856889013",
    "2202941973335034", "2203414559629781", "2200578587726976"};
constexpr std::string_view kCreditCardMirInvalid[] = {"2200123456789010", "378282246310005",
                                                      "7111111111111113", "000000000000"};
const Table kCreditCardMirTable{"credit_card_mir", kCreditCardMirValid, kCreditCardMirInvalid,
                                Protects::kDigits};

constexpr std::string_view kCreditCardRupayValid[] = {
    "5085123456789012", "5080123646789018", "5085023456789212", "5084123456789013",
    "8185526385761626", "8249522567549016", "8131724599645058"};
constexpr std::string_view kCreditCardRupayInvalid[] = {"5085123456789013", "378282246310005",
                                                        "7111111111111113", "000000000000"};
const Table kCreditCardRupayTable{"credit_card_rupay", kCreditCardRupayValid,
                                  kCreditCardRupayInvalid, Protects::kDigits};

constexpr std::string_view kCreditCardTroyValid[] = {
    "9792123456789018", "9792121456789012", "9792123156489018", "9792723456784818",
    "9792187425951298", "6597937466481222", "6572273919714855"};
constexpr std::string_view kCreditCardTroyInvalid[] = {"9792123456789019", "378282246310005",
                                                       "7111111111111113", "000000000000"};
const Table kCreditCardTroyTable{"credit_card_troy", kCreditCardTroyValid, kCreditCardTroyInvalid,
                                 Protects::kDigits};

constexpr std::string_view kCreditCardVerveValid[] = {
    "5061001234567892", "5061001236547892", "5061031934567892", "5061901334567892",
    "5061129335448454", "5061531811595551", "5061306435374893"};
constexpr std::string_view kCreditCardVerveInvalid[] = {"5061001234567893", "378282246310005",
                                                        "7111111111111113", "000000000000"};
const Table kCreditCardVerveTable{"credit_card_verve", kCreditCardVerveValid,
                                  kCreditCardVerveInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
