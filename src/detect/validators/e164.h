#pragma once

#include <string_view>

namespace aegis::validators {

/// An international telephone number without separators: + and 7 to 15 digits; an assigned country
/// code of ITU-T E.164 and a national number of a length in use there. A trunk zero that some write
/// in brackets behind the country code is tolerated. Numbers of the North American plan are checked
/// as UsPhone does.
bool E164(std::string_view text) noexcept;

}  // namespace aegis::validators
