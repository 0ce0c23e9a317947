#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "ZXlK"
    "aGJHY2lPaUpJVXpJMU5pSXNJblI1Y0NJNklrcFhWQ0o5LmV5SnpkV0lpT2lJek56STJNRGszTWpFaWZR"
    "LmszUHFYN21acjJWdFl3OUxiTjRjSHM4RGZHajFhUWU1dVRpUm9LelN4V3Y=",
    "ZXlK"
    "aGJHY2lPaUpJVXpJMU5pSXNJblI1Y0NJNklrcFhWQ0o5LmV5SnpkV0lpT2lJek56STJNRGszTWpFaWZR"
    "LmszUHFYN21acjJWdFl3OUxiTjRjSHM4RGZHajFhUWU1dVRpUm9LelN4V3Y"};
constexpr std::string_view kInvalid[] = {
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIzNzI2MDk3MjEifQ.k3PqX7mZr2VtYw9LbN4c"
    "Hs8DfGj1aQe5uTiRoKzSxWv",
    "ZXlK"
    "aGJHY2lPaUpJVXpJMU5pSXNJblI1Y0NJNklrcFhWQ0o5LmV5SnpkV0lpT2lJek56STJNRGszTWpFaWZR",
    "ZXlK"
    "MGVYQWlPaUpLVjFRaWZRLmUzMC5rM1BxWDdtWnIyVnRZdzlMYk40Y0hzOERmR2oxYVFlNXVUaVJvS3pT"
    "eFd2",
    "ZXlKAAAA"};
const Table kTable{"jwt_base64", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
