#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "HC1:NCF000000000",
    "HC1:NCFS60X40FFWPXG2:VY-07UAYYH6390*K220DU2DLK4GIJ+DJJN3OMML5DFW/F07$T0-IDSCMQA:3IC4",
    "HC1:NCF470C40FFWVVGWWA.XE/"
    "$BPL9I9A+Z20I7-ALZ%JGRICHL-G8PI0T76DPVF25T.G0$SK5QU:9OA3B46QZR2S1C4UMY5$+8UQF:9ROL87-JKQ3",
    "HC1:RRQB%C7-FG6I74J+M98MVX0CM$T06NZJH-/VI.GD/UH3FXVI1LJ8NG*F8R9TG/0"};
constexpr std::string_view kInvalid[] = {"HC1:000000000",    "HC1:NCF",
                                         "HC2:NCF000000000", "HC1:NCF0000000000",
                                         "HC1:NCF000:::000", "HC1:ncf000000000"};
const Table kTable{"eu_health_certificate", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
