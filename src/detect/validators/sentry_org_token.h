#pragma once

#include <string_view>

namespace aegis::validators {

/// A Sentry organisation token: sntrys_, base64 of a JSON object with the members iat, url,
/// region_url and org, an underscore, and 43 characters of base64.
bool SentryOrgToken(std::string_view text) noexcept;

}  // namespace aegis::validators
