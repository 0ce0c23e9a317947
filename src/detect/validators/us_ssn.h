#pragma once

#include <string_view>

namespace aegis::validators {

/// A US social security number: 9 digits; area not 000, 666 or 900-999, group not 00, serial not
/// 0000. Numbers that were published in advertisements satisfy it: a record that holds one still
/// holds a number written where a person's belongs.
bool UsSsn(std::string_view text) noexcept;

}  // namespace aegis::validators
