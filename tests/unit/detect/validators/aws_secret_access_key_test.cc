#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"Zk4/8sT+qW2xLm9Rv0Yb7HcNa5Jd3PfGuXe1OiKn"};
constexpr std::string_view kInvalid[] = {
    "wJa"
    "lrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1aA1a",
    "Zk4/8sT+qW2xLm9Rv0Yb7HcNa5Jd3PfGuXe1OiK",
    "Zk4-8sT+qW2xLm9Rv0Yb7HcNa5Jd3PfGuXe1OiKn",
    "/usr/local/Share/java3/lib/Xk9/Qz7/Wp2/m"};
const Table kTable{"aws_secret_access_key", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
