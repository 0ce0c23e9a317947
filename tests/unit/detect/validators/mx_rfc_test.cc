#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"EHH7803274D5",  "HBI590517647",  "DXDP7201222G1",
                                       "ZNUT9905035A2", "KIPW810514831", "RDC6901147C9"};
constexpr std::string_view kInvalid[] = {"XEXX000101AA3", "XEXX001301AA2", "XE000101AA2",
                                         "XEXXX000101AA2", "XEX1000101AA2"};
const Table kTable{"mx_rfc", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
