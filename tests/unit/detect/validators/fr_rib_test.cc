#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00574057800683954014800", "00578057650289719692749",
                                       "005730572208590B9477846", "005720579207501O3852848",
                                       "0057905793C010479859279", "0057605754G859727255949"};
constexpr std::string_view kInvalid[] = {"05731957321234567899131", "00000000000000000000000",
                                         "A5731957321234567899130"};
const Table kTable{"fr_rib", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
