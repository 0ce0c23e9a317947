#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "1AG16XYZ57A395731", "6AG16AYZ57A395731", "1ZZ16XYZ57A395761", "0AZ16XYZ50A365731",
    "1M8GDM9AXKP042788", "1AG12XYZ19A326713", "7AG17XYZ32A356543", "3AG66XYZ56A995531",
    "ABCDEFGH5JKLMNPRS", "TUVWXYZ1723456789", "SRPNMLKJ7HGFEDCBA", "PHGLTVWZ6YBNRSX05"};
constexpr std::string_view kInvalid[] = {"1AG16XYZ57A395732", "11111111111111111",
                                         "IM8GDM9AXKP042788", "1M8GDM9AOKP042788",
                                         "1M8GDM9AXKP04278",  "1m8gdm9axkp042788"};
const Table kTable{"vin", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
