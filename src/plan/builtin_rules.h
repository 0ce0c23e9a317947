// The rule files of configs/rules, compiled in by cmake/embed_rules.cc.
#pragma once

#include <span>
#include <string_view>

namespace aegis {

struct BuiltinRuleFile {
  std::string_view name;    // path below configs/rules
  std::string_view packed;  // for yaml::Unpack
};

std::span<const BuiltinRuleFile> BuiltinRuleFiles();

}  // namespace aegis
