#pragma once

#include <string_view>

namespace aegis::validators {

/// A Grafana service account token: glsa_, 32 letters or digits, an underscore and 8 lower-case
/// hexadecimal digits, the CRC-32 of the part before the second underscore.
bool GrafanaToken(std::string_view text) noexcept;

}  // namespace aegis::validators
