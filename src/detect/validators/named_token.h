#pragma once

#include <string_view>

namespace aegis::validators {

// Tokens that only a word beside them names.

/// An Atlassian API token of the old form: 24 letters and digits that look drawn, the last four
/// hexadecimal. Account ids, which are 24 hexadecimal digits, are none.
bool AtlassianTokenOld(std::string_view text) noexcept;

/// A password as JFrog's Artifactory encrypts it: AP, a digit or capital for the version, and base
/// 58 that looks drawn.
bool ArtifactoryPassword(std::string_view text) noexcept;

}  // namespace aegis::validators
