#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"ES0057641526776645QT", "ES0057554822092552GD",
                                       "ES0057329010476506BJ", "ES0057819952113275ZV",
                                       "ES0057673666924770PJ0F"};
constexpr std::string_view kInvalid[] = {"ES0573957395739571JQ", "ES057395739573957JP",
                                         "ES0573957395739571JP0A"};
const Table kTable{"es_cups", kValid, kInvalid, Protects::kDigits, "                    x"};

}  // namespace
}  // namespace aegis::validators
