#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "high"
    " change drive shoulder arrow access approve slice assault raise human anger",
    "daug"
    "hter snow render glory maze series merry knee lonely cactus alarm sea history sp"
    "ace drink",
    "shop"
    " panic fabric ripple easily era evil alien slogan maximum inspire capital miracl"
    "e accident agree athlete diagram audit",
    "gues"
    "s phrase speak fossil pride sibling rural animal forget saddle hard caution rall"
    "y busy rack athlete blouse peace soap style magic",
    "repa"
    "ir drive awake dwarf truly much recipe lounge neglect hat fit stereo cave leisur"
    "e actor sing hollow brass tuition forward fossil attack sting collect",
    "HIGH"
    " CHANGE DRIVE SHOULDER ARROW ACCESS APPROVE SLICE ASSAULT RAISE HUMAN ANGER",
    "daug"
    "hter, snow, render, glory, maze, series, merry, knee, lonely, cactus, alarm, sea"
    ", history, space, drink",
    "1. h"
    "igh 2. change 2. drive 2. shoulder 2. arrow 2. access 2. approve 2. slice 2. ass"
    "ault 2. raise 2. human 2. anger"};
constexpr std::string_view kInvalid[] = {
    "high"
    " change drive shove arrow access approve slice assault raise human anger",
    "high"
    " change drive shoulder arrow access approve slice assault raise human anger zoo",
    "high"
    " change drive shoulder arrow access approve slice assault raise human",
    "high"
    " qqqq change drive shoulder arrow access approve slice assault raise human anger",
    "zoo "
    "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo",
};
const Table kTable{"bip39_mnemonic", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
