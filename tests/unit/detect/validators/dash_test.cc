#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"XbnUv5reQUJETDKP1JBgJNk6QUEhtq2o3u",
                                       "XrRrjbFh1x2zmNTzpk9bN42mLLw71B8dat"};
constexpr std::string_view kInvalid[] = {"XbnUv5reQUJETDKP1JBgJNk6QUEhtq2o3v",
                                         "DLt7SbYSMeih9S41hSpw4HWaP95iMsHEmd"};
const Table kTable{"dash", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
