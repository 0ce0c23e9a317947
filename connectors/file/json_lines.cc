#include "connectors/file/json_lines.h"

#include <openssl/evp.h>

#include <nlohmann/json.hpp>

namespace aegis::file {
namespace {

using Json = nlohmann::json;

std::optional<std::string> FromBase64(const std::string& text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                             reinterpret_cast<const unsigned char*>(text.data()),
                             static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  // EVP counts the padding as bytes.
  size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(static_cast<size_t>(size) - padding);
  return bytes;
}

std::string ToBase64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                             reinterpret_cast<const unsigned char*>(bytes.data()),
                             static_cast<int>(bytes.size()));
  text.resize(static_cast<size_t>(size));
  return text;
}

// False: neither null, nor a string, nor {"base64": …}.
bool ReadBytes(const Json& json, std::optional<std::string>* bytes) {
  if (json.is_null()) {
    bytes->reset();
    return true;
  }
  if (json.is_string()) {
    *bytes = json.get<std::string>();
    return true;
  }
  if (!json.is_object() || json.size() != 1) return false;
  auto base64 = json.find("base64");
  if (base64 == json.end() || !base64->is_string()) return false;
  *bytes = FromBase64(base64->get<std::string>());
  return bytes->has_value();
}

void AppendBytes(std::string_view bytes, std::string* out) {
  if (IsNull(bytes)) {
    out->append("null");
    return;
  }
  try {
    out->append(Json(std::string(bytes)).dump());
  } catch (const Json::exception&) {  // no UTF-8
    out->append("{\"base64\":\"").append(ToBase64(bytes)).append("\"}");
  }
}

tl::unexpected<Error> Wrong(const char* what) { return Fail(ErrorCode::kInvalidArgument, what); }

}  // namespace

Result<Line> ParseLine(std::string_view text) {
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return Wrong("not a JSON object");
  Line line;
  if (!json.contains("value")) return Wrong("no value");
  for (const auto& [name, value] : json.items()) {
    if (name == "topic") {
      if (!value.is_string()) return Wrong("topic is not a string");
    } else if (name == "partition") {
      if (!value.is_number_integer()) return Wrong("partition is not a number");
    } else if (name == "timestamp") {
      if (!value.is_number_integer()) return Wrong("timestamp is not a number");
      line.timestamp_ms = value.get<int64_t>();
    } else if (name == "key") {
      if (!ReadBytes(value, &line.key)) return Wrong("key is neither null, a string nor base64");
    } else if (name == "value") {
      if (!ReadBytes(value, &line.value))
        return Wrong("value is neither null, a string nor base64");
    } else if (name == "headers") {
      if (!value.is_array()) return Wrong("headers are not a list");
      for (const Json& header : value) {
        bool pair = header.is_array() && header.size() == 2 && header[0].is_string();
        if (!pair) return Wrong("a header is not a pair of name and value");
        auto& [header_name, header_value] = line.headers.emplace_back();
        header_name = header[0].get<std::string>();
        if (!ReadBytes(header[1], &header_value))
          return Wrong("a header's value is neither null, a string nor base64");
      }
    } else {
      return Wrong("an unknown key");
    }
  }
  return line;
}

std::string WriteLine(std::string_view topic, const io::OutputRecord& record) {
  std::string out = "{\"topic\":";
  AppendBytes(topic, &out);
  out += ",\"partition\":" + std::to_string(record.partition);
  out += ",\"timestamp\":" + std::to_string(record.timestamp_ms) + ",\"key\":";
  AppendBytes(record.key, &out);
  out += ",\"value\":";
  AppendBytes(record.value, &out);
  if (!record.headers.empty()) {
    out += ",\"headers\":[";
    for (size_t i = 0; i < record.headers.size(); ++i) {
      out += i > 0 ? ",[" : "[";
      AppendBytes(record.headers[i].name, &out);
      out += ',';
      AppendBytes(record.headers[i].value, &out);
      out += ']';
    }
    out += ']';
  }
  out += "}\n";
  return out;
}

}  // namespace aegis::file
