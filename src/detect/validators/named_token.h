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

/// An api key of Airtable: "key" and 14 letters and digits, of which not all are small letters.
bool AirtableKey(std::string_view text) noexcept;

/// An api key of Alchemy: 23 letters and digits, an underscore, 8 more.
bool AlchemyKey(std::string_view text) noexcept;

/// A long-lived token of Dropbox: 11 letters and digits, ten A, 43 characters of base64url.
bool DropboxLongLivedToken(std::string_view text) noexcept;

/// user:secret, neither of them empty or a placeholder.
bool UserAndSecret(std::string_view text) noexcept;

}  // namespace aegis::validators
