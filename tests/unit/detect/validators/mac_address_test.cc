#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"02:00:5e:10:00:af", "02-00-5E-10-00-AF", "0200.5e10.00af",
                                       "ff:ff:ff:ff:ff:fe"};
constexpr std::string_view kInvalid[] = {
    "02:00-5e:10:00:af", "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff",
    "FF-FF-FF-FF-FF-FF", "02:00:5e:10:00",    "02:00:5e:10:00:ag",
    "02.00.5e.10.00.af", "0200:5e10:00af",    "02005e1000af"};
const Table kTable{"mac_address", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
