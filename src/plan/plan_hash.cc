#include "src/plan/plan_hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <vector>

namespace aegis {
namespace {

// Every text with its length before it, every list with its count: no two plans write the same
// bytes.
class Canonical {
 public:
  void Number(uint64_t number) { bytes_ += std::to_string(number) + ';'; }
  void Score(float score) { Number(std::bit_cast<uint32_t>(score)); }
  void Text(std::string_view text) {
    Number(text.size());
    bytes_ += text;
  }
  template <typename List>
  void Texts(const List& texts) {
    Number(texts.size());
    for (const auto& text : texts) Text(text);
  }

  // Taken apart by name, so that a member added elsewhere does not compile until it is counted
  // here.
  void Add(const DigitShape& shape) {
    const auto& [lengths, groups, separators, plus, starts, as_written, alone] = shape;
    Number(lengths.size());
    for (uint8_t length : lengths) Number(length);
    Texts(groups);
    Text(separators);
    Number(plus);
    Texts(starts);
    Number(as_written);
    Number(alone);
  }
  void Add(const WordShape& shape) {
    const auto& [layouts, separators, upper_only] = shape;
    Texts(layouts);
    Text(separators);
    Number(upper_only);
  }
  void Add(const TokenShape& shape) {
    const auto& [chars, first, min_length, max_length] = shape;
    Text(chars);
    Text(first);
    Number(min_length);
    Number(max_length);
  }
  void Add(const PrefixShape& shape) {
    const auto& [prefixes, body, word_start, any_case] = shape;
    Texts(prefixes);
    Text(body);
    Number(word_start);
    Number(any_case);
  }
  void Add(const LabelledShape& shape) {
    const auto& [labels, alone, except, value, body, one_of, min_length, max_length] = shape;
    Texts(labels);
    Texts(alone);
    Texts(except);
    Number(static_cast<uint64_t>(value));
    Text(body);
    Texts(one_of);
    Number(min_length);
    Number(max_length);
  }
  void Add(const NamedMatcher& shape) {
    const auto& [name] = shape;
    Text(name);
  }
  void Add(const RegexShape& shape) {
    const auto& [pattern, any_case] = shape;
    Text(pattern);
    Number(any_case);
  }
  void Add(const DictionaryShape& shape) {
    const auto& [words, text, exact] = shape;
    Texts(words);
    Text(text == nullptr ? std::string_view() : std::string_view(*text));
    Number(exact);
  }

  void Add(const Rule& rule) {
    const auto& [id, entity, subtype, pack, region, what, reference, by_default, score, shapes,
                 validator, context, context_against, numbers, matches, rejects] = rule;
    // What it is, where that is laid down and its examples change no record.
    static_cast<void>(std::tie(region, what, reference, matches, rejects));
    Text(id);
    Text(entity);
    Text(subtype);
    Text(pack);
    Number(static_cast<uint64_t>(by_default));
    Score(score);
    Number(shapes.size());
    for (const Shape& shape : shapes) {
      Number(shape.index());
      std::visit([this](const auto& one) { Add(one); }, shape);
    }
    Text(validator);
    Texts(context);
    Texts(context_against);
    Number(numbers);
  }

  void Add(const MaskAction& mask) {
    const auto& [with, keep_first, keep_last] = mask;
    Text(with);
    Number(keep_first);
    Number(keep_last);
  }
  void Add(const ReplaceAction& replace) {
    const auto& [with] = replace;
    Text(with);
  }
  void Add(const HmacAction& hmac) {
    const auto& [key, key_name, keep_domain, bytes] = hmac;
    Text(key_name);
    Text(key->primary);
    Number(keep_domain);
    Number(bytes);
  }
  void Add(const DropFieldAction&) {}
  void Add(const NoAction&) {}
  void Actions(const std::vector<Action>& actions) {
    Number(actions.size());
    for (const Action& action : actions) {
      Text(ActionName(action));
      std::visit([this](const auto& one) { Add(one); }, action);
    }
  }

  void Add(const Policy& policy) {
    Text(policy.name);
    Score(policy.min_score);
    Number(static_cast<uint64_t>(policy.numbers));
    Actions(policy.actions);
    Number(policy.action_of_rule.size());
    for (uint8_t action : policy.action_of_rule) Number(action);
    // A set has no order of its own.
    std::vector<std::string> values(policy.allow_values.begin(), policy.allow_values.end());
    std::sort(values.begin(), values.end());
    Texts(values);
    Texts(policy.allow_prefixes);
    Texts(policy.allow_suffixes);
  }

  void Add(const RoutePlan& route) {
    Text(route.name);
    Text(FormatName(route.format));
    Number(route.auto_format);
    Number(route.policy);
    Number(route.fields.size());
    for (const FieldRule& field : route.fields) {
      Text(field.path.text());
      Number(static_cast<uint64_t>(field.always + 1));
    }
    Actions(route.field_actions);
    Number(static_cast<uint64_t>(route.headers));
    Number(static_cast<uint64_t>(route.key));
    Number(route.max_record_bytes);
    // Not `reuse`: it decides what is worked out twice, and nothing of what comes out.
    Number(route.dedup.has_value());
    if (route.dedup) Add(*route.dedup);
  }
  // What it takes for a duplicate, and what becomes of it. The name of its state is no part of
  // that, and what stands in for its keys is in the plan's key ids.
  void Add(const DedupPlan& dedup) {
    Number(dedup.form);
    Number(static_cast<uint64_t>(dedup.window_ms));
    Number(static_cast<uint64_t>(dedup.max_time_step_ms));
    Number(static_cast<uint64_t>(dedup.on_duplicate));
    if (dedup.images) Number(dedup.images->radius);  // whether there are any, the form says
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_ = "aegis plan 1\n";
};

}  // namespace

std::string HashOf(const Plan& plan) {
  Canonical canonical;
  canonical.Number(plan.rules.rules().size());
  for (const Rule& rule : plan.rules.rules()) canonical.Add(rule);
  canonical.Number(plan.policies.size());
  for (const Policy& policy : plan.policies) canonical.Add(policy);
  canonical.Number(plan.routes.size());
  for (const RoutePlan& route : plan.routes) canonical.Add(route);
  canonical.Texts(plan.key_ids);

  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  const std::string& bytes = canonical.bytes();
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    return {};
  }
  std::string hex;
  for (unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

}  // namespace aegis
