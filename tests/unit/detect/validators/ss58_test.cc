#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {"16ffMifgpnWTK9PdGXZxvVf6r57R4wWjxncjUjsyeG9mFqnT",
                                       "153Vom7McHRMyuBCN39gXsxW7cr48ydgZDnKyz8ydwvwS3up",
                                       "JJbUpn2jV4M9rqh8uDQuWdJBykPFJ3DccW2mtqZRTB2wKyd",
                                       "5CPbw86xF5kP9hyufC1DA6QRFeAsDRVZGLJXEwL8xqrs1rsz",
                                       "5GXzvk1RzVLJAByoUXzth54mPseUTBBJWGhZVz4x2x4Hipq7",
                                       "cEbpZqDVVn9voNVBuqrigxbsbYxiQB9RUu5jCH9qr2ANLnac3"};
constexpr std::string_view kInvalid[] = {"16ffMifgpnWTK9PdGXZxvVf6r57R4wWjxncjUjsyeG9mFqnU",
                                         "16ffMifgpnWTK9PdGXZxvVf6r57R4wWjxncjUjsyeG9mFqn",
                                         "8YaD8VpTu8ToyAkQXzqrtRjxpYqBxaMMvUcPEFDBwhMV",
                                         "LyGVnnjo3quJHcmz3caeoC8CmisQsFqCvEDu7M19739qZr2W",
                                         "153Vom7McHRMyuBCN39gXsxW7cr48ydgZDnKyz8ydwvwS3u0"};
const Table kTable{"ss58", kValid, kInvalid, Protects::kDigitsAndCase};

}  // namespace
}  // namespace aegis::validators
