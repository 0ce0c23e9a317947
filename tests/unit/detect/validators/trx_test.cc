#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"TDF134eMNd84wU9dRW9pd1GkT6mPkyVpr5",
                                       "TRiDuPyXCxwMmbw3Z8V62g37Qo6jEBKTmD"};
constexpr std::string_view kInvalid[] = {"TDF134eMNd84wU9dRW9pd1GkT6mPkyVpr6",
                                         "DLt7SbYSMeih9S41hSpw4HWaP95iMsHEmd"};
const Table kTable{"trx", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
