#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kCredentialLikenessValid[] = {
    "sk__q8Zr2VtLx0Kp7WnB5yHdT4uM", "xoxb-2048-4096-q8Zr2VtLx0Kp7WnB5yHd", "a1b2c3d4"};
constexpr std::string_view kCredentialLikenessInvalid[] = {
    "AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "AIza00000000000000000000000000000000000",
    "sk_live_your_key_goes_here",
    "sk-example-q8Zr2VtLx0Kp7WnB5yHd",
    "AKI"
    "AIOSFODNN7EXAMPLE",
    "q8Zr 2VtLx0Kp7",
    "aaaabbbb",
    "q8Zr2"};
const Table kCredentialLikenessTable{"credential_likeness", kCredentialLikenessValid,
                                     kCredentialLikenessInvalid};

constexpr std::string_view kCredentialEntropy4Valid[] = {"AKCp8q8Zr2VtLx0Kp7WnB5yHdT4uMcR9fGjS3",
                                                         "Zk4/8sT+qW2xLm9Rv0Yb7HcNpD6eJ1uA"};
constexpr std::string_view kCredentialEntropy4Invalid[] = {
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "AKCpxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "q8Zr2VtLx0", "q8Zr2VtLx0Kp7 WnB5yHdT4uMcR9fGjS3"};
const Table kCredentialEntropy4Table{"credential_entropy_4", kCredentialEntropy4Valid,
                                     kCredentialEntropy4Invalid};

constexpr std::string_view kPasswordValueValid[] = {"hunter2",  "Sommer2024!", "correct horse",
                                                    "p@ssw0rd", "pässwört",    "a$b%c{d}",
                                                    "letmein",  "$ecret9x"};
constexpr std::string_view kPasswordValueInvalid[] = {
    "${DB_PASSWORD}", "{{ password }}", "$DB_PASSWORD",   "%s",
    "%(pw)s",         "<password>",     "[hidden]",       "********",
    "ab****",         "xxxx",           "changeme",       "CHANGE_ME",
    "null",           "None",           "process.env.PW", "os.environ[\"PW\"]",
    "getPassword()",  "your_password",  "example",        "abc",
    "....",           "1111",           "REDACTED"};
const Table kPasswordValueTable{"password_value", kPasswordValueValid, kPasswordValueInvalid};

}  // namespace
}  // namespace aegis::validators
