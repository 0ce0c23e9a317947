// What a JSON number becomes where the policy wants a number again: one of the same length, in the
// same form, whose digits say nothing but what the action keeps.
#pragma once

#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/redact/action.h"
#include "src/redact/hmac.h"

namespace aegis {

// The text of a JSON number as actions see it: of a whole number that is written with a fraction or
// an exponent, its digits (and its sign), so that one value has one token and one mask however a
// serializer spells it. Else `number` itself.
std::string_view PlainNumber(std::string_view number, Arena& arena);

// `number` is the whole token of an accepted document, sign included. The result is a JSON number
// of as many bytes with its sign, point and exponent where they were. It is the same for equal
// arguments, and, but for hmac, also for what it has once returned (so long as `found_again` is the
// same). Of the digits of PlainNumber, or all digits where that is no whole number,
//   mask     keeps the first and last as it does in a text; the others become 1
//   replace  lets all become 1
//   hmac     leaves a 1 and the last digits of the MAC, read as a number, of what PlainNumber gives
//            without its sign
// A 1, because a number of n digits that begins with it fits whatever type holds others of n
// digits. The last digit that is not kept is raised, or begins again, until the digits have no Luhn
// sum and are not `found_again`, where any is so. `mac` is needed for hmac only.
RecordResult<std::string_view> SameLengthNumber(const Action& action, std::string_view number,
                                                bool (*found_again)(std::string_view) noexcept,
                                                HmacSha256* mac, Arena& arena);

}  // namespace aegis
