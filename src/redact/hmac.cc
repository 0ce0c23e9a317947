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

bool IsEntityByte(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool IsWordByte(char c) { return (c >= 'a' && c <= 'z') || IsEntityByte(c); }

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

bool IsOwnToken(std::string_view text, Span span, const HmacAction& action, std::string_view entity,
                std::string_view* made_for) {
  constexpr size_t kLongestToken = 256;  // an entity, a key id and 64 hex digits; bounds the search
  const size_t hex = 2 * size_t{action.bytes};
  const size_t from = span.begin > kLongestToken ? span.begin - kLongestToken : 0;
  const std::string_view window = text.substr(from, span.begin - from + kLongestToken);
  for (const auto& [id, key] : action.key->keys) {
    for (size_t at = window.find(id); at != std::string_view::npos; at = window.find(id, at + 1)) {
      const size_t digits = at + id.size() + 1;
      if (at < 2 || window[at - 1] != '_' || digits >= window.size() || window[digits - 1] != '_') {
        continue;
      }
      const size_t digits_end =
          std::min(window.find_first_not_of(kHexDigits, digits), window.size());
      if (digits_end - digits != hex ||
          (digits_end < window.size() && IsWordByte(window[digits_end]))) {
        continue;
      }
      size_t begin = at - 1;
      while (begin > 0 && IsEntityByte(window[begin - 1])) --begin;
      if (begin == at - 1 || (begin > 0 && IsWordByte(window[begin - 1]))) continue;
      const bool domain_follows = action.keep_domain && entity == kEmail &&
                                  digits_end < window.size() && window[digits_end] == '@';
      if (span.begin >= from + begin && span.begin < from + digits_end &&
          (span.end <= from + digits_end || domain_follows)) {
        if (made_for != nullptr) *made_for = window.substr(begin, at - 1 - begin);
        return true;
      }
    }
  }
  return false;
}

}  // namespace aegis
