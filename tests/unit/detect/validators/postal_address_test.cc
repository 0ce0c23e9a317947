#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"1 Example Street, Springfield", "Musterstraße 1",
                                       "Am Beispiel 3", "例県例市例町1-2-3", "Musterstraße"};
constexpr std::string_view kInvalid[] = {
    "jane@example.org",  "192.0.2.1:8080", "0x7ffe0042", "https://example.org/a b c",
    "localhost:8080 up", "192.0.2.17",     "12 34",      "db01.example.org",
    "a=b c d",           "${home} x",
};
const Table kTable{"postal_address", kValid, kInvalid, Protects::kNothing};

}  // namespace
}  // namespace aegis::validators
