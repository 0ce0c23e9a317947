#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kJwtValid[] = {
    "eyJ"
    "hbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "hbGciOiAibm9uZSJ9.eyJzdWIiOiAiMSJ9.",
    "eyJ"
    "0eXAiOiAiSldUIiwgImp3ayI6IHsia3R5IjogIkVDIiwgImEiOiBbMSwgIn0iXX0sICJhbGciOiAiRVMyNTYifQ."
    "eyJzdWIiOiAiMSJ9.c2ln",
    "IHsgImtcImlkIiA6ICJ4IiAsICJhbGciIDogIlJTMjU2IiB9IA.eyJzdWIiOiAiMSJ9.c2ln"};
constexpr std::string_view kJwtInvalid[] = {
    "a.b.c",
    "eyJ"
    "0eXAiOiAiSldUIn0.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "hbGciOiAxfQ.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "4IjogeyJhbGciOiAiSFMyNTYifX0.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "4IjogImFsZyJ9.eyJzdWIiOiAiMSJ9.c2ln",
    "WyJhbGciXQ.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "hbGciOiJIUzI1NiI.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "hbGciOiJIUzI1NiJ9eA.eyJzdWIiOiAiMSJ9.c2ln",
    "eyJ"
    "hbGciOiAiSFMyNTYifQ.eyJzdWIiOiAiMSJ9",
    "eyJ"
    "hbGciOiAiSFMyNTYifQ.eyJzdWIiOiAiMSJ9.c2ln.x",
    "eyJ"
    "hbGciOiAiSFMyNTYifQ..c2ln",
    ".yJhbGciOiAiSFMyNTYifQ.eyJzdWIiOiAiMSJ9.c2ln",
    "{\"alg\":\"HS256\"}.e30.c2ln",
    "e3t7e3t7e3t7e3t7e3t7e3t7e3t7e3t7e3t7e3t7e3t7e3t7e3t7ew.eyJzdWIiOiAiMSJ9.c2ln"};
const Table kJwtTable{"jwt", kJwtValid, kJwtInvalid};

constexpr std::string_view kJweValid[] = {
    "eyJ"
    "hbGciOiAiUlNBLU9BRVAiLCAiZW5jIjogIkEyNTZHQ00ifQ.a2V5.aXY.Y2lwaGVy.dGFn",
    "eyJ"
    "hbGciOiAiZGlyIiwgImVuYyI6ICJBMjU2R0NNIn0..aXY.Y2lwaGVy.dGFn"};
constexpr std::string_view kJweInvalid[] = {
    "eyJ"
    "hbGciOiAiUlNBLU9BRVAifQ.a2V5.aXY.Y2lwaGVy.dGFn",
    "eyJ"
    "hbGciOiAiUlNBLU9BRVAiLCAiZW5jIjogIkEyNTZHQ00ifQ.a2V5.aXY.Y2lwaGVy",
    "eyJ"
    "hbGciOiAiUlNBLU9BRVAiLCAiZW5jIjogIkEyNTZHQ00ifQ.a2V5.aXY..dGFn"};
const Table kJweTable{"jwe", kJweValid, kJweInvalid};

}  // namespace
}  // namespace aegis::validators
