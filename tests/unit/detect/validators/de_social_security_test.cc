#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"00010100A007", "00010300A247", "00010150F708",
                                       "00010170N007", "15070649C103", "10210962A869",
                                       "57061192A911", "88171193A687"};
constexpr std::string_view kInvalid[] = {"00010100A008", "15070649c103", "15321549C103"};
const Table kTable{"de_social_security", kValid, kInvalid, Protects::kDigits};

}  // namespace
}  // namespace aegis::validators
