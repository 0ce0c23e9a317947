#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kPaymentTrack1Valid[] = {
    "%B4000555566667775^DOE/JANE^3012101000000000?",
    "%B5048775190785444^DOE/JANE^3606101099151024?",
    "%B668969576054919^SAMPLE/MAX M^3512101046026429?",
    "%B5130669000184858357^ROE/A.MR^3101101717299433?",
    "%B6999375480012224^OKONKWO/ADA^2712101127071532?"};
constexpr std::string_view kPaymentTrack1Invalid[] = {
    "%B4000555566667775^DOE/JANE^3013101000000000?",
    "%B4000555566667776^DOE/JANE^3012101000000000?",
    "B4000555566667775^DOE/JANE^3012101",
    "%B4000555566667775^D^3012101?",
    "%B4000555566667775^DOE/JANE",
    "%B4000555566667775^DOE/JANE^3012?",
    "%B0000000000000000^DOE/JANE^3012101?"};
const Table kPaymentTrack1Table{"payment_track1", kPaymentTrack1Valid, kPaymentTrack1Invalid};

constexpr std::string_view kPaymentTrack2Valid[] = {
    ";4000555566667775=30121010000000000?", ";6099091199424902=28061019164994898?",
    "6172652431344412=2903201735558", "3834580087221732D271020139778F",
    ";648009049738379=291210177966911?"};
constexpr std::string_view kPaymentTrack2Invalid[] = {";4000555566667775=30131010000000000?",
                                                      ";4000555566667776=30121010000000000?",
                                                      "4000555566667775",
                                                      "4000555566667775=3012",
                                                      "4000555566667775=30121010000000000000000",
                                                      "4000555566667775=3012101X",
                                                      ";0000000000000000=30121010000000000?"};
const Table kPaymentTrack2Table{"payment_track2", kPaymentTrack2Valid, kPaymentTrack2Invalid};

}  // namespace
}  // namespace aegis::validators
