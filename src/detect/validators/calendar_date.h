#pragma once

#include <string_view>

namespace aegis::validators {

/// A date as people write it, separators included: 1984-03-12, 12/03/1984 or
/// 03/12/1984, 12.03.1984, 12.3.84, 19840312, "12 March 1984", "March 12th, 1984", "12 de marzo de
/// 1984"; month names, whole or cut to three letters or more, of ten European languages. The day
/// must exist; four-digit years are 1900-2030. Where day and month may be read either way, one
/// reading suffices.
bool CalendarDate(std::string_view text) noexcept;

}  // namespace aegis::validators
