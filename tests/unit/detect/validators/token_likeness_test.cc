#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kTokenLikenessValid[] = {
    "q8Zr2VtLx0Kp7WnB5yHd",       "Xk29fLqP0zTmW4vR8bYc6dHs", "7f3kq9x2m5w8z1t4p6v0",
    "V2hK_9sQ-xT4bN8mZ1rY6wLpC3", "dG9wIHNlY3JldCB2YWx1ZSEh", "Zk4/8sT+qW2xLm9Rv0Yb7HcN",
    "3f9ac07be1d84562",           "m4Qz8Lk2Xr7Vb1Tn",         "3x7-kQ9f-Lm2Z-v8Rt"};
constexpr std::string_view kTokenLikenessInvalid[] = {
    "password",
    "changeme1234",
    "my_secret_token_value",
    "your-api-key-here",
    "YOUR_API_KEY_123456",
    "<insert-token-here>",
    "${API_TOKEN_V2}",
    "{{ secrets.Token1 }}",
    "xxxxxxxxxxxxxxxx",
    "XXXX1234XXXX5678",
    "0000000000000000",
    "1234567890123456",
    "0123456789abcdef",
    "abcdefghijklmnop1234",
    "550e8400-e29b-41d4-a716-446655440000",
    "d41d8cd98f00b204e9800998ecf8427e",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "/usr/local/share/app2/config",
    "./src/main/App1.java",
    "C:\\Users\\app2\\token",
    "https://example.org/a1b2",
    "user1@mail.example.org",
    "getUserNameById2",
    "oauth2ClientCredentials",
    "application/json",
    "2024-01-15T10:30:00Z",
    "v1.2.3-beta.4+build5",
    "com.example.service2.TokenProvider",
    "REPLACE_ME_WITH_TOKEN_1",
    "process.env.API_KEY2",
    "AKI"
    "AIOSFODNN7EXAMPLE",
    "wJa"
    "lrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "short1A",
    "not a token 12345",
    "qwertyuiop123456",
    "db-primary-1.internal.corp",
    "ThisIsADescription4You",
    "function2(argument)",
    "aaaaaaaaaaAAAAAAAAAA1111111111",
    "true",
    "null",
    "customer-order-service-v2",
    "MAX_RETRY_COUNT_2",
    "session_timeout_seconds_30",
    "**************1a"};
const Table kTokenLikenessTable{"token_likeness", kTokenLikenessValid, kTokenLikenessInvalid};

constexpr std::string_view kHexTokenLikenessValid[] = {"9f86d081884c7d659a2feaa0c55ad015",
                                                       "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B"};
constexpr std::string_view kHexTokenLikenessInvalid[] = {
    "9f86d081884c7d659a2feaa0c55ad01", "00000000000000000000000000000000",
    "9F86d081884c7d659a2feaa0c55ad015", "01010101010101010101010101010101",
    "zf86d081884c7d659a2feaa0c55ad015"};
const Table kHexTokenLikenessTable{"hex_token_likeness", kHexTokenLikenessValid,
                                   kHexTokenLikenessInvalid};

constexpr std::string_view kTokenBeyondHexValid[] = {"q8Zr2VtLx0Kp7WnB5yHd", "7f3kq9x2m5w8z1t4p6v0",
                                                     "b76f4hc0wha1t232w3pr4vdosu1rtri1"};
constexpr std::string_view kTokenBeyondHexInvalid[] = {
    "5b10ac8d82e05b22cc7d4ef5",  "3f9ac07be1d84562", "d41d8cd98f00b204e9800998ecf8427e",
    "customer-order-service-v2", "a1b2c3d4e5",       "s1s1s1s1s1s1s1s1",
    "Xxxxx1xxxxx2xxxxx3"};
const Table kTokenBeyondHexTable{"token_beyond_hex", kTokenBeyondHexValid, kTokenBeyondHexInvalid};

}  // namespace
}  // namespace aegis::validators
