#include "src/redact/keyset.h"

#include <openssl/evp.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "src/base/limits.h"

namespace aegis {
namespace {

using Json = nlohmann::json;

tl::unexpected<Error> Bad(std::string why) {
  return Fail(ErrorCode::kInvalidArgument, "not a keyset: " + std::move(why));
}

// The parsed document; nothing when it is no JSON or an object names a member twice.
std::optional<Json> ParseStrictly(std::string_view text) {
  std::vector<std::set<std::string>> open;
  bool duplicate = false;
  const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end && !open.empty()) open.pop_back();
    if (event == Json::parse_event_t::key && !open.empty()) {
      duplicate |= !open.back().insert(parsed.get_ref<const std::string&>()).second;
    }
    return true;
  };
  Json json = Json::parse(text, watch, /*allow_exceptions=*/false);
  if (json.is_discarded() || duplicate) return std::nullopt;
  return json;
}

std::optional<Keyset::Key> DecodeKey(const std::string& base64) {
  constexpr size_t kCharacters = 44;  // of 32 bytes: 43 and one =
  if (base64.size() != kCharacters || base64.find('=') != kCharacters - 1) return std::nullopt;
  std::array<unsigned char, 33> bytes{};
  const auto* text = reinterpret_cast<const unsigned char*>(base64.data());
  if (EVP_DecodeBlock(bytes.data(), text, kCharacters) != 33) return std::nullopt;
  // The one spelling of these bytes: spare bits and white space would make two files of one key.
  std::array<unsigned char, kCharacters + 1> again{};
  EVP_EncodeBlock(again.data(), bytes.data(), 32);
  if (!std::equal(again.begin(), again.begin() + kCharacters, text)) return std::nullopt;
  Keyset::Key key;
  std::copy(bytes.begin(), bytes.begin() + 32, key.begin());
  return key;
}

// Ids stand in tokens, between two underscores.
bool GoodId(const std::string& id) {
  constexpr size_t kLongest = 32;
  return !id.empty() && id.size() <= kLongest &&
         id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
             std::string::npos;
}

}  // namespace

Result<Keyset> ParseKeyset(std::string_view text) {
  if (text.size() > limits::kMaxKeysetBytes) return Bad("too large");
  const std::optional<Json> json = ParseStrictly(text);
  if (!json) return Bad("it is not JSON, or names a member twice");
  if (!json->is_object()) return Bad("it is not a JSON object");
  if (json->size() != 3 || !json->contains("version") || !json->contains("primary") ||
      !json->contains("keys")) {
    return Bad("its members must be `version`, `primary` and `keys`");
  }
  if (!json->at("version").is_number_integer() || json->at("version") != 1) {
    return Bad("`version` must be 1");
  }
  if (!json->at("primary").is_string()) return Bad("`primary` must be the id of a key");
  if (!json->at("keys").is_object()) return Bad("`keys` must be an object of id and key");

  Keyset keyset;
  keyset.primary = json->at("primary").get<std::string>();
  for (const auto& [id, value] : json->at("keys").items()) {
    if (!GoodId(id)) return Bad("key ids are 1 to 32 letters, digits and hyphens");
    const std::optional<Keyset::Key> key =
        value.is_string() ? DecodeKey(value.get_ref<const std::string&>()) : std::nullopt;
    if (!key) return Bad("every key must be 32 bytes in base64");
    keyset.keys.emplace(id, *key);
  }
  if (!keyset.keys.contains(keyset.primary)) return Bad("`primary` names no key of `keys`");
  return keyset;
}

}  // namespace aegis
