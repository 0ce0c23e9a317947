#include "src/redact/hmac.h"

#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>

#include "src/redact/redact.h"

namespace aegis {
namespace {

constexpr std::string_view kEmail = "EMAIL_ADDRESS";
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Takes `part` off the end of `word`.
bool TakeSuffix(std::string_view& word, std::string_view part) {
  if (!word.ends_with(part)) return false;
  word.remove_suffix(part.size());
  return true;
}

}  // namespace

struct HmacSha256::Context {
  EVP_MAC* algorithm = nullptr;
  EVP_MAC_CTX* mac = nullptr;
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() {
    EVP_MAC_CTX_free(mac);
    EVP_MAC_free(algorithm);
  }
};

HmacSha256::~HmacSha256() = default;

Result<std::unique_ptr<HmacSha256>> HmacSha256::New(const Keyset::Key& key) {
  auto context = std::make_unique<Context>();
  context->algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  if (context->algorithm != nullptr) context->mac = EVP_MAC_CTX_new(context->algorithm);
  char digest[] = "SHA256";
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string("digest", digest, 0),
                               OSSL_PARAM_construct_end()};
  if (context->mac == nullptr || EVP_MAC_init(context->mac, key.data(), key.size(), params) != 1) {
    return Fail(ErrorCode::kInternal, "OpenSSL cannot set up HMAC-SHA256");
  }
  std::unique_ptr<HmacSha256> mac(new HmacSha256());
  mac->context_ = std::move(context);
  return mac;
}

bool HmacSha256::Compute(std::string_view text, std::array<unsigned char, 32>& mac) {
  size_t size = 0;
  // Without a key the context starts again under the one it has.
  return EVP_MAC_init(context_->mac, nullptr, 0, nullptr) == 1 &&
         EVP_MAC_update(context_->mac, reinterpret_cast<const unsigned char*>(text.data()),
                        text.size()) == 1 &&
         EVP_MAC_final(context_->mac, mac.data(), &size, mac.size()) == 1 && size == mac.size();
}

size_t HmacReplacedBytes(const HmacAction& action, std::string_view entity, std::string_view text) {
  if (!action.keep_domain || entity != kEmail) return text.size();
  const size_t at = text.rfind('@');
  return at == std::string_view::npos ? text.size() : at;
}

RecordResult<std::string_view> HmacToken(const HmacAction& action, std::string_view entity,
                                         std::string_view text, HmacSha256& mac, Arena& arena) {
  std::array<unsigned char, 32> bytes{};
  if (!mac.Compute(text, bytes)) return Refuse(RecordErrorCode::kRedactionFailed);
  const size_t used = std::min<size_t>(action.bytes, bytes.size());
  const std::string& id = action.key->primary;
  char* const out = arena.NewBytes(entity.size() + id.size() + 2 + 2 * used);
  char* end = std::copy(entity.begin(), entity.end(), out);
  *end++ = '_';
  end = std::copy(id.begin(), id.end(), end);
  *end++ = '_';
  for (size_t i = 0; i < used; ++i) {
    *end++ = kHexDigits[bytes[i] >> 4];
    *end++ = kHexDigits[bytes[i] & 15];
  }
  return std::string_view(out, static_cast<size_t>(end - out));
}

bool IsOwnToken(std::string_view text, Span span, const HmacAction& action,
                std::string_view entity) {
  constexpr size_t kLongestToken =
      256;  // an entity, a key id and 64 hex digits; bounds the look-around
  size_t begin = span.begin;
  while (begin > 0 && span.begin - begin < kLongestToken && IsWordByte(text[begin - 1])) --begin;
  size_t end = span.begin;
  while (end < text.size() && end - span.begin < kLongestToken && IsWordByte(text[end])) ++end;
  const bool domain_follows =
      action.keep_domain && entity == kEmail && end < text.size() && text[end] == '@';
  if (span.end > end && !domain_follows) return false;

  std::string_view word = text.substr(begin, end - begin);
  const size_t hex = 2 * size_t{action.bytes};
  if (word.size() <= hex) return false;
  if (word.substr(word.size() - hex).find_first_not_of(kHexDigits) != std::string_view::npos) {
    return false;
  }
  word.remove_suffix(hex);
  for (const auto& [id, key] : action.key->keys) {
    std::string_view left = word;
    if (TakeSuffix(left, "_") && TakeSuffix(left, id) && TakeSuffix(left, "_") && !left.empty() &&
        left.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace aegis
