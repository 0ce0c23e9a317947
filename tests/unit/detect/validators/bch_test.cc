#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"bitcoincash:qr0nen7t8prr89ml0xx0cwd703qua2pdegn9s6gkv7",
                                       "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"};
constexpr std::string_view kInvalid[] = {"bitcoincash:qr0nen7t8prr89ml0xx0cwd703qua2pdegn9s6gkv8",
                                         "bitcoincashqpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
                                         "QPM2QSZNHKS23Z7629MMS6S4CWEF74VCWVY22GDX6A"};
const Table kTable{"bch", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
