#pragma once

#include <string_view>

namespace aegis::validators {

/// A New Relic ingest key: 40 characters, of which the last four are NRAL, those before them
/// lower-case hexadecimal digits. It may begin with a region such as eu01xx, and its last digits
/// may be FFFF.
bool NewRelicLicenseKey(std::string_view text) noexcept;

}  // namespace aegis::validators
