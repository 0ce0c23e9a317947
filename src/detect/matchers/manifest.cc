// Credentials that configuration files hold under names that say nothing by themselves: what stands
// around them says whose they are.
#include <algorithm>

#include "src/base/limits.h"
#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/placeholder.h"
#include "src/detect/validators/base64.h"

namespace aegis::detect {
namespace {

bool IsBase64(char c) { return IsAlnum(c) || c == '+' || c == '/' || c == '='; }

// The text around the anchor, at most so many bytes of it on each side.
std::string_view Around(MatchInput& input, size_t before, size_t behind) {
  const size_t begin = input.anchor.begin - std::min<size_t>(input.anchor.begin, before);
  const size_t end = std::min(input.text.size(), size_t{input.anchor.end} + behind);
  input.Charge(end - begin);
  return input.text.substr(begin, end - begin);
}

// The run of base64 behind `name`, whose last byte the anchor ends with: `: "…`, `":"…`.
Span ReadBase64Behind(MatchInput& input, size_t most) {
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  const size_t limit = std::min(text.size(), at + 16);
  bool joined = false;
  while (at < limit && !IsAlnum(text[at]) && text[at] != '+' && text[at] != '/') {
    joined = joined || text[at] == ':' || text[at] == '=';
    if (text[at] == '\n' || text[at] == '{' || text[at] == ',') return {};
    ++at;
  }
  size_t end = at;
  while (end < text.size() && end - at < most && IsBase64(text[end])) ++end;
  input.Charge(end - input.anchor.end);
  return joined ? MakeSpan(at, end) : Span{};
}

std::string_view Unpadded(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  return text;
}

// Calls the matcher of passwords for the word `password` between the anchor and `stop`.
bool PasswordBehind(MatchInput& input, std::string_view needs, char stop, Span& found) {
  constexpr size_t kReach = 400;
  const std::string_view text = input.text;
  const std::string_view rest = text.substr(input.anchor.end, kReach);
  const std::string_view block = rest.substr(0, rest.find(stop));
  input.Charge(block.size());
  constexpr std::string_view kPassword = "password";
  const size_t at = block.find(kPassword);
  if (at == std::string_view::npos || block.find(needs) == std::string_view::npos) return false;
  const size_t begin = input.anchor.end + at;
  input.anchor = MakeSpan(begin, begin + kPassword.size());
  return MatchPasswordAssignment(input, found);
}

// One line of a block of YAML.
struct YamlLine {
  size_t begin = 0;
  size_t end = 0;
  size_t indent = 0;
  std::string_view In(std::string_view text) const { return text.substr(begin, end - begin); }
};

YamlLine LineAt(std::string_view text, size_t begin) {
  YamlLine line;
  line.begin = begin;
  line.end = std::min(text.find('\n', begin), text.size());
  while (begin + line.indent < line.end && text[begin + line.indent] == ' ') ++line.indent;
  return line;
}

// The values of a map that begins behind `at`: from the first to the last of them.
Span ValuesBehind(std::string_view text, size_t at, size_t outer, bool encoded) {
  constexpr size_t kMaxBlock = 8 * 1024;
  constexpr size_t kShortest = 4;
  const size_t limit = std::min(text.size(), at + kMaxBlock);
  Span all;
  while (at < limit) {
    const YamlLine line = LineAt(text, at);
    at = line.end + 1;
    const std::string_view content = line.In(text).substr(line.indent);
    if (content.empty() || content[0] == '#') continue;
    if (line.indent <= outer) break;
    const size_t colon = content.find(": ");
    if (colon == std::string_view::npos) continue;
    size_t begin = line.begin + line.indent + colon + 2;
    size_t end = line.end;
    while (begin < end && (text[begin] == ' ' || text[begin] == '"' || text[begin] == '\''))
      ++begin;
    while (end > begin && (IsSpace(text[end - 1]) || text[end - 1] == '"' || text[end - 1] == '\''))
      --end;
    const std::string_view value = text.substr(begin, end - begin);
    if (value.size() < kShortest || IsPlaceholder(value) || value.starts_with("{{")) continue;
    if (encoded) {
      const validators::Base64<1> decoded(Unpadded(value));
      if (!decoded.ok || value.size() % 4 != 0) continue;
    }
    if (all.empty()) {
      all = MakeSpan(begin, end);
    } else {
      all.end = static_cast<uint32_t>(end);
    }
  }
  return all;
}

}  // namespace

// The values under data or stringData of a Kubernetes Secret.
bool MatchKubernetesSecret(MatchInput& input, Span& found) {
  constexpr size_t kReach = 4096;
  const std::string_view text = input.text;
  size_t from = input.anchor.begin;
  while (from > 0 && text[from - 1] != '\n' && text[from - 1] != ' ') --from;
  size_t line = from;
  while (line > 0 && text[line - 1] == ' ') --line;
  if (line > 0 && text[line - 1] != '\n') return false;
  const size_t indent = from - line;
  // Whatever of the same manifest stands on the indent of its kind.
  const std::string_view around = Around(input, kReach, kReach);
  const size_t shift = static_cast<size_t>(around.data() - text.data());
  size_t first = around.substr(0, input.anchor.begin - shift).rfind("\n---");
  first = first == std::string_view::npos ? 0 : first + 1;
  size_t last = around.find("\n---", input.anchor.end - shift);
  last = last == std::string_view::npos ? around.size() : last + 1;
  size_t at = first;
  if (first == 0 && shift > 0) at = std::min(around.find('\n'), around.size() - 1) + 1;
  while (at < last) {
    const YamlLine here = LineAt(around, at);
    at = here.end + 1;
    const std::string_view name = here.In(around).substr(here.indent);
    const bool encoded = name.starts_with("data:");
    if (here.indent != indent || !(encoded || name.starts_with("stringData:"))) continue;
    const Span values = ValuesBehind(text, shift + at, indent, encoded);
    if (values.empty()) continue;
    found = values;
    return true;
  }
  return false;
}

// The same in JSON: the strings of the object from the first to the last, or the first one where
// each is a field of its own.
bool MatchKubernetesSecretJson(MatchInput& input, Span& found) {
  constexpr size_t kReach = 4096;
  const std::string_view around = Around(input, kReach, kReach);
  const size_t shift = static_cast<size_t>(around.data() - input.text.data());
  for (const std::string_view name : {"\"data\":", "\"stringData\":"}) {
    size_t at = around.find(name);
    if (at == std::string_view::npos) continue;
    at = around.find_first_not_of(" \n", at + name.size());
    if (at == std::string_view::npos || around[at] != '{') continue;
    const std::string_view object = around.substr(at, around.find('}', at) - at);
    const size_t colon = object.find(':');
    if (colon == std::string_view::npos) continue;
    const size_t begin = object.find('"', colon);
    const size_t close = object.rfind('"');
    if (begin == std::string_view::npos || close <= begin + 1) continue;
    found = MakeSpan(shift + at + begin + 1, shift + at + close);
    const Span field = input.FieldAt(found.begin);
    if (!field.empty() && !field.Contains(found)) found = field;
    constexpr size_t kShortest = 4;
    return found.size() >= kShortest && !IsPlaceholder(found.In(input.text));
  }
  return false;
}

// The private key of a kubeconfig: base64 of PEM.
bool MatchKubeconfigKey(MatchInput& input, Span& found) {
  found = ReadBase64Behind(input, limits::kMaxConfirmBytes);
  const std::string_view value = found.In(input.text);
  constexpr size_t kHead = 16;
  const validators::Base64<kHead> decoded(Unpadded(value));
  return decoded.ok && decoded.bytes().starts_with("-----BEGIN");
}

// {"auths": {"registry": {"auth": "base64 of user:password"}}}
bool MatchDockerAuth(MatchInput& input, Span& found) {
  constexpr size_t kReach = 1024;
  constexpr size_t kMost = 1024;
  found = ReadBase64Behind(input, kMost);
  constexpr size_t kShortest = 8;
  if (found.size() < kShortest || found.size() >= kMost) return false;
  const validators::Base64<kMost> decoded(Unpadded(found.In(input.text)));
  const std::string_view credentials = decoded.bytes();
  const size_t colon = credentials.find(':');
  if (!decoded.ok || colon == 0 || colon == std::string_view::npos || colon + 1 == decoded.size)
    return false;
  const bool printable = std::all_of(credentials.begin(), credentials.end(),
                                     [](char c) { return c >= ' ' && c < 0x7f; });
  return printable && Around(input, kReach, 0).find("\"auths\"") != std::string_view::npos;
}

// The key of a Google service account, among the other members of its JSON.
bool MatchGcpServiceAccount(MatchInput& input, Span& found) {
  constexpr size_t kReach = 4096;
  const std::string_view around = Around(input, kReach, kReach);
  return around.find("service_account") != std::string_view::npos &&
         around.find("client_email") != std::string_view::npos && MatchPem(input, found);
}

// …LoginModule required username="…" password="…";
bool MatchKafkaJaas(MatchInput& input, Span& found) {
  return PasswordBehind(input, "username", ';', found);
}

// credentials { username "…" password "…" }
bool MatchGradleCredentials(MatchInput& input, Span& found) {
  return PasswordBehind(input, "username", '}', found);
}

}  // namespace aegis::detect
