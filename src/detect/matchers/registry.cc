#include <algorithm>
#include <iterator>

#include "src/detect/matchers/matchers.h"

namespace aegis::detect {
namespace {

constexpr TriggerLiteral kJwt[] = {{"eyJ"}};
constexpr TriggerLiteral kUrl[] = {{"://"}};
constexpr TriggerLiteral kPem[] = {{"-----BEGIN PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemEncrypted[] = {{"-----BEGIN ENCRYPTED PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemRsa[] = {{"-----BEGIN RSA PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemDsa[] = {{"-----BEGIN DSA PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemEc[] = {{"-----BEGIN EC PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemOpenssh[] = {{"-----BEGIN OPENSSH PRIVATE KEY-----"}};
constexpr TriggerLiteral kPemSsh2[] = {{"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"}};
constexpr TriggerLiteral kPemPgp[] = {{"-----BEGIN PGP PRIVATE KEY BLOCK-----"}};
constexpr TriggerLiteral kPasswordNames[] = {
    {"password", true},
    {"passwd", true},
    {"passphrase", true},
    {"pwd", true},
    {"passwort", true},
    {"kennwort", true},
    {"contraseña", true},
    {"mot de passe", true},
    {"mot_de_passe", true},
    {"motdepasse", true},
    {"senha", true},
    {"wachtwoord", true},
    {"пароль"},
    {"Пароль"},
    {"密码"},
    {"密碼"},
    {"パスワード"},
    {"비밀번호"},
    {"pass", true},
    {"dbpass", true},
    {"storepass", true},
    {"keypass", true},
    {"lösenord", true},
    {"adgangskode", true},
    {"salasana", true},
    {"passord", true},
    {"hasło", true},
    {"haslo", true},
    {"heslo", true},
    {"jelszó", true},
    {"parola", true},
    {"parolă", true},
    {"şifre", true},
    {"Şifre"},
    {"mật khẩu", true},
    {"κωδικός"},
    {"Κωδικός"},
    {"סיסמה"},
    {"كلمة المرور"},
    {"पासवर्ड"},
    {"รหัสผ่าน"},
};
constexpr TriggerLiteral kBearer[] = {{"bearer ", true}};
constexpr TriggerLiteral kBasic[] = {{"basic ", true}};
constexpr TriggerLiteral kCurlUser[] = {{" -u"}, {"--user"}};
constexpr TriggerLiteral kOptionP[] = {{" -p"}};
constexpr TriggerLiteral kSshpass[] = {{"sshpass -p"}};
constexpr TriggerLiteral kRedis[] = {{"redis-cli"}};
constexpr TriggerLiteral kCookies[] = {
    {"jsessionid", true}, {"phpsessid", true},   {"connect.sid", true}, {"sessionid=", true},
    {"aspxauth", true},   {"session_id=", true}, {"session=", true},
};
constexpr TriggerLiteral kGitlabSession[] = {{"_gitlab_session"}};
// Names of parameters that carry a secret; what stands in front of them is looked at.
constexpr TriggerLiteral kQueryNames[] = {
    {"token=", true},  {"key=", true},  {"sig=", true},  {"signature=", true},
    {"secret=", true}, {"code=", true}, {"auth=", true},
};
constexpr TriggerLiteral kKeyNames[] = {
    {"secret", true},      {"token", true},       {"api_key", true},        {"api-key", true},
    {"apikey", true},      {"api key", true},     {"access_key", true},     {"access-key", true},
    {"accesskey", true},   {"auth_key", true},    {"authkey", true},        {"credential", true},
    {"private_key", true}, {"privatekey", true},  {"encryption_key", true}, {"signing_key", true},
    {"accountkey", true},  {"account_key", true},
};

// Sorted by name.
constexpr Matcher kMatchers[] = {
    {"aws_secret_key", Trigger::kMixedWord, MatchAwsSecretKey, "40 characters of base64", {}, 3},
    {"basic_credentials", Trigger::kLiteral, MatchBasicCredentials,
     "user and password behind Authorization: Basic", kBasic},
    {"bearer_token", Trigger::kLiteral, MatchBearerToken, "what stands behind Bearer", kBearer},
    {"command_password", Trigger::kLiteral, MatchCommandPassword, "mysql -pPassword", kOptionP},
    {"command_password", Trigger::kLiteral, MatchRedisPassword, "redis-cli -a password", kRedis},
    {"curl_user", Trigger::kLiteral, MatchCurlUser, "curl -u user:password", kCurlUser},
    {"date", Trigger::kYear, MatchDate, "a calendar date with a four-digit year"},
    {"email", Trigger::kAt, MatchEmail, "an e-mail address"},
    {"gitlab_session", Trigger::kLiteral, MatchSessionCookie, "the value of GitLab's cookie",
     kGitlabSession},
    {"iban", Trigger::kMixedWord, MatchIban, "an IBAN, compact or in groups", {}, 4},
    {"ipv4", Trigger::kDottedQuad, MatchIpv4, "a dotted quad"},
    {"ipv6", Trigger::kColonToken, MatchIpv6, "an IPv6 address"},
    {"jwt", Trigger::kLiteral, MatchJwt, "three base64url parts with dots, the first from eyJ",
     kJwt},
    {"key_assignment", Trigger::kLiteral, MatchKeyAssignment,
     "the value given to a name like api_key", kKeyNames},
    {"mac", Trigger::kColonToken, MatchMacColons, "00:00:00:00:00:00"},
    {"mac", Trigger::kPairDashes, MatchMacDashes, "00-00-00-00-00-00"},
    {"mac", Trigger::kQuadDots, MatchMacDots, "0000.0000.0000"},
    {"password_assignment", Trigger::kLiteral, MatchPasswordAssignment,
     "the value given to a name like password", kPasswordNames},
    {"pem_dsa", Trigger::kLiteral, MatchPem, "a DSA private key block", kPemDsa},
    {"pem_ec", Trigger::kLiteral, MatchPem, "an EC private key block", kPemEc},
    {"pem_encrypted", Trigger::kLiteral, MatchPem, "an encrypted PKCS#8 block", kPemEncrypted},
    {"pem_openssh", Trigger::kLiteral, MatchPem, "an OpenSSH private key block", kPemOpenssh},
    {"pem_pgp", Trigger::kLiteral, MatchPem, "an OpenPGP private key block", kPemPgp},
    {"pem_pkcs8", Trigger::kLiteral, MatchPem, "a PKCS#8 private key block", kPem},
    {"pem_rsa", Trigger::kLiteral, MatchPem, "an RSA private key block", kPemRsa},
    {"pem_ssh2", Trigger::kLiteral, MatchPem, "an SSH2 private key block", kPemSsh2},
    {"phone_brackets", Trigger::kParenDigits, MatchPhoneBrackets, "(NXX) NXX-XXXX"},
    {"phone_brackets_national", Trigger::kParenDigits, MatchPhoneBracketsNational,
     "an area code in brackets, and 6 to 9 digits in groups"},
    {"phone_international", Trigger::kPlusDigits, MatchPhoneInternational, "+ and 7 to 15 digits"},
    {"session_cookie", Trigger::kLiteral, MatchSessionCookie, "the value of a session's cookie",
     kCookies},
    {"sshpass_password", Trigger::kLiteral, MatchSshpassPassword, "sshpass -p password", kSshpass},
    {"url_credentials", Trigger::kLiteral, MatchUrlCredentials, "scheme://user:password@host",
     kUrl},
    {"url_query_secret", Trigger::kLiteral, MatchUrlQuerySecret,
     "the value of a parameter of a URL like token or sig", kQueryNames},
};

static_assert(std::is_sorted(std::begin(kMatchers), std::end(kMatchers),
                             [](const Matcher& a, const Matcher& b) { return a.name < b.name; }));

struct ByName {
  bool operator()(const Matcher& a, std::string_view b) const { return a.name < b; }
  bool operator()(std::string_view a, const Matcher& b) const { return a < b.name; }
};

}  // namespace

std::span<const Matcher> FindMatcher(std::string_view name) {
  const auto [first, last] =
      std::equal_range(std::begin(kMatchers), std::end(kMatchers), name, ByName{});
  return {first, last};
}

std::span<const Matcher> AllMatchers() { return kMatchers; }

}  // namespace aegis::detect
