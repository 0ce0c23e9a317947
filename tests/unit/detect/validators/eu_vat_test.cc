#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

// A value of each country, and the same with its last digit changed.
constexpr std::string_view kValid[] = {
    "ATU05781590", "BE0057970168",   "BG057271601", "CY05758253N",   "CZ05704685",
    "DE157241493", "DK15754281",     "EE157550597", "EL005762401",   "ES00057670D",
    "FI05781475",  "FR82057392854",  "GB057315083", "HR00000578863", "HU00053194",
    "IE0573172F",  "IT00005730015",  "LT057390712", "LU05732004",    "LV40571671971",
    "MT15746883",  "NL057379348B01", "NO857395719", "PL1000536333",  "PT100001939",
    "RO15730941",  "SE002074621001", "SI10070427",  "SK1529048147"};
constexpr std::string_view kInvalid[] = {
    "ATU05781591",   "BE0057970169",   "BG057271602",    "CY05758254N",
    "CZ05704686",    "DE157241494",    "DK15754282",     "EE157550598",
    "EL005762402",   "ES00057671D",    "FI05781476",     "FR82057392855",
    "GB057315084",   "HR00000578864",  "HU00053195",     "IE0573173F",
    "IT00005730016", "LT057390812",    "LU05732005",     "LV40571671972",
    "MT15746884",    "NL057379448B01", "PL1000536334",   "PT100001930",
    "RO15730942",    "SE002074721001", "SI10070428",     "SK1529048148",
    "XX057395716",   "US157395716",    "SE002005739402", "DE"};
const Table kTable{"eu_vat", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
