#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"CHE057395718MWST", "CHE057395718TVA", "CHE057272889",
                                       "CHE057843220",     "CHE057031280",    "CHE057883426",
                                       "CHE057775222",     "CHE057293101"};
constexpr std::string_view kInvalid[] = {"CHE057395719", "CHE000000000", "CH057395718",
                                         "CHE057395718VAT"};
const Table kTable{"ch_uid", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
