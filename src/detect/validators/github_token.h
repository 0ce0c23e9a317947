#pragma once

#include <string_view>

namespace aegis::validators {

/// A GitHub token with its prefix, in its own case: ghp_, gho_, ghu_, ghs_ or ghr_ and 36 letters
/// or digits (ghr_ also 76), the last six the CRC-32 of those before them in base 62.
bool GithubToken(std::string_view text) noexcept;

}  // namespace aegis::validators
