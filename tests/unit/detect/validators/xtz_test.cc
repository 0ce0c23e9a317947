#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"tz1QCXCpPU3RLMpq2sPdQJ3V8DGvHCbHAFeH",
                                       "tz3UUFaREHDLmbmxngkobLxykHtpin8SrzKz"};
constexpr std::string_view kInvalid[] = {"tz1QCXCpPU3RLMpq2sPdQJ3V8DGvHCbHAFeI",
                                         "u1pUzfeDY2yXPu8vUs2Crw75Rh1xgG6nnTD8"};
const Table kTable{"xtz", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
