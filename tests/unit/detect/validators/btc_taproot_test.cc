#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "bc1p3x22t0s0a8zh03080zwnujhupul254wtjhuvenmxfn5hsl0y2k0sxy6jtc",
    "bc1pxs78939uwc8umjhl76snvpyl7wsh4uk60lthg6dz7c2qe0dxuazqfrgkax",
    "bc1prhgl2pdnxgu2umk9j74sezxfjcz43pnu8tvjx9slx2phuvkddnjspvh8s8",
    "bc1pe002um5h2rj7k2fughjwgtmp83079sznggd6r43dx6sasma78yssspzg30",
    "bc1paa6g7769s9s2pxm2ymgrk7mg504909hxmqz29q2rkn6tvkvnpw7slwff8p",
    "BC1PXS78939UWC8UMJHL76SNVPYL7WSH4UK60LTHG6DZ7C2QE0DXUAZQFRGKAX"};
constexpr std::string_view kInvalid[] = {
    "bc1p3x22t0s0a8zh03080zwnujhupul254wtjhuvenmxfn5hsl0y2k0sxy6jtd",
    "bc1q60ry0g7aljpeg6qw4c6tk3ey7f5f6s0m8n38sc",
    "bc1p9rl2nvwwufdhrw40rdra6r5fvnp707nwej49cdsm22uhuqd0skrs6229tv",
    "bc1z67wqzjnrq47n2s3um60q4gvz4q9x7culp6tjasxctscactmkx8msu60w7c",
    "bc1pxs78939uwc8umjhl76snvpyl7wsh4uk60lthg6dz7c2qe0dxuazqfrgka",
    "Bc1prhgl2pdnxgu2umk9j74sezxfjcz43pnu8tvjx9slx2phuvkddnjspvh8s8"};
const Table kTable{"btc_taproot", kValid, kInvalid, Protects::kDigitsAndCase, "xxx"};

}  // namespace
}  // namespace aegis::validators
