// hmac: a stable token, <ENTITY>_<key id>_<hex>. Equal texts give equal tokens under one key, and
// nobody without the key can tell which text it was. The MAC is plain HMAC-SHA256 over the text's
// bytes as they are decoded, so that it can be computed elsewhere, too; the first `bytes` of it are
// written as lower-case hex.
#pragma once

#include <memory>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/redact/action.h"

namespace aegis {

// A MAC context keyed once and used for every token of a key. One a thread.
class HmacSha256 {
 public:
  static Result<std::unique_ptr<HmacSha256>> New(const Keyset::Key& key);
  ~HmacSha256();

  // False: the library failed, and nothing may be forwarded.
  bool Compute(std::string_view text, std::array<unsigned char, 32>& mac);

 private:
  HmacSha256() = default;
  struct Context;
  std::unique_ptr<Context> context_;
};

// The token alone; with keep_domain the caller replaces only what stands before the @, but `text`
// is the whole address.
RecordResult<std::string_view> HmacToken(const HmacAction& action, std::string_view entity,
                                         std::string_view text, HmacSha256& mac, Arena& arena);

// The part of an address that a token replaces: up to its last @; all of it where keep_domain does
// not apply.
size_t HmacReplacedBytes(const HmacAction& action, std::string_view entity, std::string_view text);

}  // namespace aegis
