#pragma once

#include <string_view>

namespace aegis::validators {

/// A number of the North American plan: 10 digits, with an optional 1 or +1 in front. Area and
/// exchange begin with 2-9 and do not end in 11. The numbers reserved for fiction (555-0100 to
/// 555-0199) pass.
bool UsPhone(std::string_view text) noexcept;

}  // namespace aegis::validators
