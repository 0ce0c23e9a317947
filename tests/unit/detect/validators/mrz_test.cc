#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kMrzTd3Valid[] = {
    "P<UTODOE<<JANE<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<X000000012UTO0001018F3001019<<<<<<<<<<<<<<06",
    "P<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<<<<<<<<<4",
    "P<D<<MUSTER<SAMPLE<<ERIKA<<<<<<<<<<<<<<<<<<<C57X005736D<<8507125F29071361957<<573<<<<<76",
    "PMUTOOKONKWO<<ADA<<<<<<<<<<<<<<<<<<<<<<<<<<<B005731955UTO7701018<3301018Z1E573<<<<<<<<10"};
constexpr std::string_view kMrzTd3Invalid[] = {
    "P<UTODOE<<JANE<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<X000000012UTO0001018F3001019<<<<<<<<<<<<<<07",
    "P<D<<MUSTER<SAMPLE<<ERIKA<<<<<<<<<<<<<<<<<<<C57X005736D<<8507125F29071361957<<573<<<<<7",
    "P<D<<MUSTER<SAMPLE<<ERIKA<<<<<<<<<<<<<<<<<<<C57X005730D<<8507125F29071361957<<573<<<<<76",
    "P<D<<MUSTER<SAMPLE<<ERIKA<<<<<<<<<<<<<<<<<<<C57X005736D<<8500125F29071361957<<573<<<<<76",
    "p<d<<muster<sample<<erika<<<<<<<<<<<<<<<<<<<c57x005736d<<8507125f29071361957<<573<<<<<76",
    "X<D<<MUSTER<SAMPLE<<ERIKA<<<<<<<<<<<<<<<<<<<C57X005736D<<8507125F29071361957<<573<<<<<76",
    "P<UTODOE<<JANE<SAMPLE"};
const Table kMrzTd3Table{"mrz_td3", kMrzTd3Valid, kMrzTd3Invalid};

constexpr std::string_view kMrzTd2Valid[] = {
    "I<UTODOE<<JANE<SAMPLE<<<<<<<<<<<<<<<X000000012UTO0001018F3001019<<<<<<<6",
    "I<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<4",
    "ACUTOOKONKWO<<ADA<<<<<<<<<<<<<<<<<<<B005731955UTO7701018F330101857A<<<<4"};
constexpr std::string_view kMrzTd2Invalid[] = {
    "I<UTODOE<<JANE<SAMPLE<<<<<<<<<<<<<<<X000000012UTO0001018F3001019<<<<<<<7",
    "I<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<",
    "ACUTOOKONKWO<<ADA<<<<<<<<<<<<<<<<<<<B105731955UTO7701018F330101857A<<<<4",
    "i<utoroe<<richard<paul<<<<<<<<<<<<<<l57a019575uto0102030m3104057<<<<<<<4",
    "P<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<4"};
const Table kMrzTd2Table{"mrz_td2", kMrzTd2Valid, kMrzTd2Invalid};

constexpr std::string_view kMrzTd1Valid[] = {
    "I<UTOX000000012<<<<<<<<<<<<<<<0001018F3001019UTO<<<<<<<<<<<6DOE<<JANE<SAMPLE<<<<<<<<<<<<<<",
    "I<UTOL57A019575<<<<<<<<<<<<<<<0102030M3104057UTO<<<<<<<<<<<4ROE<<RICHARD<PAUL<<<<<<<<<<<<<",
    "IDD<<C57X00573657319<<<<<<<<<<8507125F2907136D<<1<<<<<<<<<<4MUSTER<SAMPLE<<ERIKA<<<<<<<<<<"};
constexpr std::string_view kMrzTd1Invalid[] = {
    "I<UTOX000000012<<<<<<<<<<<<<<<0001018F3001019UTO<<<<<<<<<<<7DOE<<JANE<SAMPLE<<<<<<<<<<<<<<",
    "I<UTOL57A019575<<<<<<<<<<<<<<<0102030M3104057UTO<<<<<<<<<<<4ROE<<RICHARD<PAUL<<<<<<<<<<<<",
    "IDD<<C57X00573657319<<<<<<<<<<8500125F2907136D<<1<<<<<<<<<<4MUSTER<SAMPLE<<ERIKA<<<<<<<<<<",
    "i<utol57a019575<<<<<<<<<<<<<<<0102030m3104057uto<<<<<<<<<<<4roe<<richard<paul<<<<<<<<<<<<<",
    "P<UTOL57A019575<<<<<<<<<<<<<<<0102030M3104057UTO<<<<<<<<<<<4ROE<<RICHARD<PAUL<<<<<<<<<<<<<"};
const Table kMrzTd1Table{"mrz_td1", kMrzTd1Valid, kMrzTd1Invalid};

constexpr std::string_view kMrzVisaValid[] = {
    "V<UTODOE<<JANE<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<X000000012UTO0001018F3001019<<<<<<<<<<<<<<<<",
    "V<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<<<<<<<<<<",
    "VCUTOOKONKWO<<ADA<<<<<<<<<<<<<<<<<<<B005731955UTO7701018F330101857A<<<<<"};
constexpr std::string_view kMrzVisaInvalid[] = {
    "V<UTODOE<<JANE<SAMPLE<<<<<<<<<<<<<<<<<<<<<<<X000000012UTO0001018F3001010<<<<<<<<<<<<<<<<",
    "V<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<<<<<<<<",
    "v<utoroe<<richard<paul<<<<<<<<<<<<<<<<<<<<<<l57a019575uto0102030m3104057<<<<<<<<<<<<<<<<",
    "P<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<<<<<<<<<L57A019575UTO0102030M3104057<<<<<<<<<<<<<<<<",
    "V<UTOROE<<RICHARD<PAUL<<<<<<<<<<<<<<<<<<<<<<L57A019575UTO0002030M3104057<<<<<<<<<<<<<<<<"};
const Table kMrzVisaTable{"mrz_visa", kMrzVisaValid, kMrzVisaInvalid};

}  // namespace
}  // namespace aegis::validators
