#include "src/plan/policy.h"

#include <algorithm>
#include <utility>

#include "src/plan/schema.h"

namespace aegis {
namespace {

using schema::AsString;
using yaml::Diagnostics;
using yaml::Node;
using yaml::Position;

constexpr std::string_view kEmail = "EMAIL_ADDRESS";

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// One code point that is no letter, digit or space: what is masked is then never found again.
bool GoodMaskCharacter(std::string_view with) {
  if (with.empty()) return false;
  const auto lead = static_cast<unsigned char>(with[0]);
  if (lead < 0x80) {
    const char c = with[0];
    const bool letter_or_digit =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return with.size() == 1 && c > ' ' && c != 0x7F && !letter_or_digit;
  }
  // Beyond ASCII only what is known to be no letter: • and the block elements.
  return with == "•" || with == "█" || with == "▒" || with == "●" || with == "×";
}

std::optional<Action> ReadMask(const Node* options, Diagnostics& diagnostics) {
  MaskAction mask;
  if (options == nullptr) return mask;
  const Node* with = options->Find("with");
  if (const auto text = AsString(with)) {
    if (!GoodMaskCharacter(*text)) {
      diagnostics.Add(with->at,
                      "`with` must be one character that is no letter, digit or space, such as * "
                      "or #");
      return std::nullopt;
    }
    mask.with = *text;
  }
  const auto count = [options](std::string_view name) {
    return static_cast<uint32_t>(schema::AsInteger(options->Find(name)).value_or(0));
  };
  mask.keep_first = count("keep_first");
  mask.keep_last = count("keep_last");
  return mask;
}

std::optional<Action> ReadHmac(const Node* options, std::string_view applies_to,
                               const Keysets& keys, Diagnostics& diagnostics) {
  const Node* key = options == nullptr ? nullptr : options->Find("key");
  const auto name = AsString(key);
  if (!name) return std::nullopt;
  HmacAction hmac;
  hmac.key_name = *name;
  hmac.keep_domain = schema::AsBool(options->Find("keep_domain")).value_or(false);
  hmac.bytes = static_cast<uint32_t>(schema::AsInteger(options->Find("bytes")).value_or(16));
  const bool may_be_email = applies_to == kEmail || applies_to.starts_with("EMAIL") ||
                            applies_to == "default" || applies_to == "pii" || applies_to == "all";
  if (hmac.keep_domain && !may_be_email) {
    diagnostics.Add(options->FindEntry("keep_domain")->at,
                    "`keep_domain` is for EMAIL_ADDRESS, not for " + std::string(applies_to));
  }
  hmac.key = FindKeyset(*key, keys, diagnostics);
  if (hmac.key == nullptr) return std::nullopt;
  return hmac;
}

// {entity}, {{ and }} are all that braces may be.
std::string WrongTemplate(std::string_view with) {
  constexpr std::string_view kNames[] = {"entity"};
  for (size_t i = 0; i < with.size(); ++i) {
    if (with[i] != '{' && with[i] != '}') continue;
    const std::string where =
        " at character " + std::to_string(CountCodePoints(with.substr(0, i)) + 1);
    if (with.substr(i + 1).starts_with(with[i])) {
      ++i;
      continue;
    }
    const size_t close = with.find_first_of("{}", i + 1);
    if (with[i] == '}' || close == std::string_view::npos || with[close] == '{') {
      const std::string brace(1, with[i]);
      return "`" + brace + "`" + where + " stands alone; write `" + brace + brace +
             "` for the character itself";
    }
    const std::string_view name = with.substr(i + 1, close - i - 1);
    if (std::find(std::begin(kNames), std::end(kNames), name) == std::end(kNames)) {
      const std::string hint = yaml::DidYouMean(name, kNames);
      return "unknown placeholder `{" + std::string(name) + "}`" + where +
             (hint.empty() ? "; there is `{entity}` only" : hint);
    }
    i = close;
  }
  return {};
}

std::optional<Action> ReadReplace(const Node* text, Diagnostics& diagnostics) {
  const auto with = AsString(text);
  if (!with) return std::nullopt;
  if (const std::string wrong = WrongTemplate(*with); !wrong.empty()) {
    diagnostics.Add(text->at, wrong);
    return std::nullopt;
  }
  return ReplaceAction{std::string(*with)};
}

struct ActionName {
  std::string name;
  NameKind kind;
  uint8_t action;
  Position at;
};

// Does the more exact name decide? Of two families the longer is.
bool MoreExact(const ActionName& a, const ActionName& b) {
  if (a.kind != b.kind) return a.kind > b.kind;
  return a.name.size() > b.name.size();
}

void ReadActions(const Node& node, std::span<const Rule> rules, const std::vector<bool>& detected,
                 const RuleNames& names, const Keysets& keys, PolicyDraft& draft,
                 Diagnostics& diagnostics) {
  constexpr size_t kMostActions = Policy::kNotDetected - 1;
  std::vector<ActionName> named;
  for (const yaml::Entry& entry : node.entries) {
    const bool is_default = entry.key == "default";
    const NameKind kind = is_default ? NameKind::kAll : names.KindOf(entry.key);
    if (kind == NameKind::kUnknown) {
      diagnostics.Add(entry.at, "unknown entity, pack or rule `" + entry.key + "`" +
                                    names.DidYouMean(entry.key));
    }
    std::optional<Action> action = ReadAction(entry.value, entry.key, keys, diagnostics);
    if (!action || kind == NameKind::kUnknown) continue;
    if (is_default) {
      draft.policy.actions[0] = std::move(*action);
      draft.action_at[0] = entry.value.at;
      continue;
    }
    if (draft.policy.actions.size() > kMostActions) {
      diagnostics.Add(entry.at, "more than " + std::to_string(kMostActions) + " actions");
      return;
    }
    named.push_back({entry.key, kind, static_cast<uint8_t>(draft.policy.actions.size()), entry.at});
    draft.policy.actions.push_back(std::move(*action));
    draft.action_at.push_back(entry.value.at);
  }
  std::stable_sort(named.begin(), named.end(), MoreExact);
  for (const ActionName& name : named) {
    bool any = false;
    for (size_t i = 0; i < rules.size(); ++i) {
      any = any || (detected[i] && Covers(name.kind, name.name, rules[i]));
    }
    if (!any) {
      diagnostics.Add(name.at, "the policy does not detect `" + name.name +
                                   "`, so this action is never taken; add it to `detect`");
    }
  }
  for (size_t i = 0; i < rules.size(); ++i) {
    if (!detected[i]) continue;
    const auto decides = std::find_if(named.begin(), named.end(), [&](const ActionName& name) {
      return Covers(name.kind, name.name, rules[i]);
    });
    if (decides != named.end()) draft.policy.action_of_rule[i] = decides->action;
  }
}

// ^prefix, suffix$, ^exact$, with \ before what else would be a sign of a regular expression.
void ReadAllowPattern(const Node& item, Policy& policy, Diagnostics& diagnostics) {
  std::string_view pattern = item.scalar;
  const bool begins = pattern.starts_with('^');
  if (begins) pattern.remove_prefix(1);
  bool ends = false;
  std::string literal;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '$' && i + 1 == pattern.size()) {
      ends = true;
    } else if (c == '\\' && i + 1 < pattern.size() &&
               std::string_view(".*+?()[]{}|^$\\/-@").find(pattern[i + 1]) !=
                   std::string_view::npos) {
      literal += pattern[++i];
    } else if (std::string_view(".*+?()[]{}|^$\\").find(c) != std::string_view::npos) {
      diagnostics.Add(item.at, std::string("`") + c +
                                   "` in a pattern is not supported by this version; only ^prefix, "
                                   "suffix$ and ^exact$ of plain characters are (\\" +
                                   c + " is the character itself)");
      return;
    } else {
      literal += c;
    }
  }
  if (literal.empty()) {
    diagnostics.Add(item.at, "an empty pattern would allow everything");
  } else if (begins && ends) {
    policy.allow_values.insert(literal);
  } else if (begins) {
    policy.allow_prefixes.push_back(literal);
  } else if (ends) {
    policy.allow_suffixes.push_back(literal);
  } else {
    diagnostics.Add(item.at, "a pattern must begin with ^ or end with $");
  }
}

void ReadAllow(const Node* allow, Policy& policy, Diagnostics& diagnostics) {
  if (allow == nullptr) return;
  if (const Node* values = allow->Find("values")) {
    for (const Node& item : values->items) {
      if (!item.IsScalar()) continue;
      if (item.scalar.empty()) diagnostics.Add(item.at, "an empty text is never a finding");
      policy.allow_values.insert(item.scalar);
    }
  }
  if (const Node* patterns = allow->Find("patterns")) {
    for (const Node& item : patterns->items) {
      if (item.IsScalar()) ReadAllowPattern(item, policy, diagnostics);
    }
  }
}

PolicyDraft NewDraft(std::string name, const std::vector<bool>& detected) {
  PolicyDraft draft;
  draft.policy.name = std::move(name);
  draft.policy.actions.emplace_back(ReplaceAction{});
  draft.action_at.push_back({});
  draft.policy.action_of_rule.assign(detected.size(), Policy::kNotDetected);
  for (size_t i = 0; i < detected.size(); ++i) {
    if (detected[i]) draft.policy.action_of_rule[i] = 0;
  }
  return draft;
}

}  // namespace

std::shared_ptr<const Keyset> FindKeyset(const Node& key, const Keysets& keys,
                                         Diagnostics& diagnostics) {
  const std::string name(AsString(&key).value_or(""));
  const auto found = keys.find(name);
  if (found != keys.end()) return found->second;
  std::vector<std::string_view> names;
  for (const auto& [known, keyset] : keys) names.push_back(known);
  diagnostics.Add(key.at, "unknown key `" + name + "`; `keys` does not name it" +
                              yaml::DidYouMean(name, names));
  return nullptr;
}

std::optional<Action> ReadAction(const Node& node, std::string_view applies_to, const Keysets& keys,
                                 Diagnostics& diagnostics) {
  std::string_view name;
  const Node* options = nullptr;
  if (node.IsScalar()) {
    name = node.scalar;
  } else if (node.IsMapping() && node.entries.size() == 1) {
    name = node.entries.front().key;
    options = &node.entries.front().value;
  }
  if (name == "mask") return ReadMask(options, diagnostics);
  if (name == "hmac") return ReadHmac(options, applies_to, keys, diagnostics);
  if (name == "drop") return DropFieldAction{};
  if (name == "none") return NoAction{};
  if (name == "replace") return ReadReplace(options, diagnostics);
  return std::nullopt;  // schema::Check has said why
}

PolicyDraft ReadPolicy(const std::string& name, const Node& node, std::span<const Rule> rules,
                       const RuleNames& names, const Keysets& keys, Diagnostics& diagnostics) {
  std::vector<NamedAt> detect = {{"pii", node.at}, {"secrets", node.at}};
  const Node* list = node.Find("detect");
  if (list != nullptr && list->IsSequence()) {
    detect.clear();
    for (const Node& item : list->items) {
      if (item.IsScalar()) detect.push_back({item.scalar, item.at});
    }
  }
  const size_t problems = diagnostics.size();
  const std::vector<bool> detected = SelectRules(detect, rules, names, diagnostics);
  const bool nothing = std::find(detected.begin(), detected.end(), true) == detected.end();
  if (nothing && diagnostics.size() == problems && (list == nullptr || list->IsSequence())) {
    diagnostics.Add(list == nullptr ? node.at : list->at, "policy `" + name + "` detects nothing");
  }
  PolicyDraft draft = NewDraft(name, detected);
  if (const auto score = schema::AsNumber(node.Find("min_score"))) {
    draft.policy.min_score = static_cast<float>(*score);
  }
  if (const auto numbers = schema::AsChoice(node.Find("numbers"))) {
    if (*numbers == "null") draft.policy.numbers = NumberForm::kNull;
    if (*numbers == "number") draft.policy.numbers = NumberForm::kNumber;
  }
  if (const Node* actions = node.Find("actions")) {
    ReadActions(*actions, rules, detected, names, keys, draft, diagnostics);
  }
  ReadAllow(node.Find("allow"), draft.policy, diagnostics);
  return draft;
}

PolicyDraft DefaultPolicy(std::span<const Rule> rules, const RuleNames& names,
                          Diagnostics& diagnostics) {
  const std::vector<NamedAt> detect = {{"pii", {}}, {"secrets", {}}};
  return NewDraft("default", SelectRules(detect, rules, names, diagnostics));
}

}  // namespace aegis
