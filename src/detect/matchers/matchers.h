// The match functions, for the registry. See matcher.h for their contract; each file says what it
// takes for a candidate.
#pragma once

#include "src/detect/matchers/matcher.h"

namespace aegis::detect {

bool MatchAirtableOauth(MatchInput& input, Span& found);
bool MatchAivenToken(MatchInput& input, Span& found);
bool MatchAwsPresignedUrl(MatchInput& input, Span& found);
bool MatchAwsSecretKey(MatchInput& input, Span& found);
bool MatchAzureAdSecret(MatchInput& input, Span& found);
bool MatchAzureAppConfigString(MatchInput& input, Span& found);
bool MatchAzureBatchKey(MatchInput& input, Span& found);
bool MatchAzureCosmosString(MatchInput& input, Span& found);
bool MatchAzureDevopsToken(MatchInput& input, Span& found);
bool MatchAzureFunctionKey(MatchInput& input, Span& found);
bool MatchAzureIotHubString(MatchInput& input, Span& found);
bool MatchAzureRegistryKey(MatchInput& input, Span& found);
bool MatchAzureSas(MatchInput& input, Span& found);
bool MatchAzureSearchKey(MatchInput& input, Span& found);
bool MatchAzureServiceBusString(MatchInput& input, Span& found);
bool MatchAzureSqlString(MatchInput& input, Span& found);
bool MatchAzureStorageString(MatchInput& input, Span& found);
bool MatchBase64Record(MatchInput& input, Span& found);
bool MatchBasicCredentials(MatchInput& input, Span& found);
bool MatchBearerToken(MatchInput& input, Span& found);
bool MatchBicAfterWord(MatchInput& input, Span& found);
bool MatchCanvasToken(MatchInput& input, Span& found);
bool MatchCommandPassword(MatchInput& input, Span& found);
bool MatchCookieHeader(MatchInput& input, Span& found);
bool MatchCoordinate(MatchInput& input, Span& found);
bool MatchCoordinates(MatchInput& input, Span& found);
bool MatchCoordinatesDms(MatchInput& input, Span& found);
bool MatchCreditorReference(MatchInput& input, Span& found);
bool MatchCurlUser(MatchInput& input, Span& found);
bool MatchCvvAfterWord(MatchInput& input, Span& found);
bool MatchDataImage(MatchInput& input, Span& found);
bool MatchDate(MatchInput& input, Span& found);
bool MatchDidUri(MatchInput& input, Span& found);
bool MatchDiscordToken(MatchInput& input, Span& found);
bool MatchDockerAuth(MatchInput& input, Span& found);
bool MatchEmail(MatchInput& input, Span& found);
bool MatchEui64Colons(MatchInput& input, Span& found);
bool MatchEui64Dashes(MatchInput& input, Span& found);
bool MatchExpiryAfterWord(MatchInput& input, Span& found);
bool MatchFacebookAppToken(MatchInput& input, Span& found);
bool MatchGcpServiceAccount(MatchInput& input, Span& found);
bool MatchGeneticSequence(MatchInput& input, Span& found);
bool MatchGoogleClientId(MatchInput& input, Span& found);
bool MatchGradleCredentials(MatchInput& input, Span& found);
bool MatchHealthCertificate(MatchInput& input, Span& found);
bool MatchIban(MatchInput& input, Span& found);
bool MatchIpv4(MatchInput& input, Span& found);
bool MatchIpv6(MatchInput& input, Span& found);
bool MatchJwt(MatchInput& input, Span& found);
bool MatchKafkaJaas(MatchInput& input, Span& found);
bool MatchKeyAssignment(MatchInput& input, Span& found);
bool MatchKubeconfigKey(MatchInput& input, Span& found);
bool MatchKubernetesSecret(MatchInput& input, Span& found);
bool MatchKubernetesSecretJson(MatchInput& input, Span& found);
bool MatchMacColons(MatchInput& input, Span& found);
bool MatchMacDashes(MatchInput& input, Span& found);
bool MatchMacDots(MatchInput& input, Span& found);
bool MatchMrzTd1(MatchInput& input, Span& found);
bool MatchMrzTd2(MatchInput& input, Span& found);
bool MatchMrzTd3(MatchInput& input, Span& found);
bool MatchMrzVisa(MatchInput& input, Span& found);
bool MatchMxRfc(MatchInput& input, Span& found);
bool MatchPasswordAssignment(MatchInput& input, Span& found);
bool MatchPem(MatchInput& input, Span& found);
bool MatchPhoneAfterWord(MatchInput& input, Span& found);
bool MatchPhoneBrackets(MatchInput& input, Span& found);
bool MatchPhoneBracketsNational(MatchInput& input, Span& found);
bool MatchPhoneInternational(MatchInput& input, Span& found);
bool MatchPinAfterWord(MatchInput& input, Span& found);
bool MatchRedisPassword(MatchInput& input, Span& found);
bool MatchSepaCreditor(MatchInput& input, Span& found);
bool MatchSessionCookie(MatchInput& input, Span& found);
bool MatchSshpassPassword(MatchInput& input, Span& found);
bool MatchTerraformToken(MatchInput& input, Span& found);
bool MatchUpiId(MatchInput& input, Span& found);
bool MatchUpiIdKnown(MatchInput& input, Span& found);
bool MatchUrlCredentials(MatchInput& input, Span& found);
bool MatchUrlQuerySecret(MatchInput& input, Span& found);
bool MatchVaultUnsealKey(MatchInput& input, Span& found);

}  // namespace aegis::detect
