#pragma once

#include <string_view>

namespace aegis::validators {

// Tokens whose base64 spells something that only they spell. Each comes with its prefix, in its own
// case.

/// A long-lived api key of AWS Bedrock: ABSK and base64 of "BedrockAPIKey-", a name, and a secret.
bool BedrockApiKey(std::string_view text) noexcept;

/// A reference token of JFrog: 64 characters of base64 of "reftkn:" and what follows it.
bool ArtifactoryReferenceToken(std::string_view text) noexcept;

/// An HTTP access token of Bitbucket Data Center: BBDC- and 44 characters of base64 of a number, a
/// colon and random bytes.
bool BitbucketHttpToken(std::string_view text) noexcept;

/// An api key of Elastic: base64 of an id of 20 characters, a colon, and a key of 22.
bool ElasticApiKey(std::string_view text) noexcept;

/// A JSON web token whose claims name a service account of Kubernetes.
bool KubernetesToken(std::string_view text) noexcept;

/// A key of Grafana's old form: base64 of a JSON object with the members k, n and id.
bool GrafanaApiKey(std::string_view text) noexcept;

/// A token of Grafana Cloud: glc_ and base64 of a JSON object with the members o, n and k.
bool GrafanaCloudToken(std::string_view text) noexcept;

}  // namespace aegis::validators
