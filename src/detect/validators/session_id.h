#pragma once

#include <string_view>

namespace aegis::validators {

/// The value of a session: 16 characters and more of at least 3 bits each, digits and letters among
/// them. Not a path.
bool SessionId(std::string_view text) noexcept;

}  // namespace aegis::validators
