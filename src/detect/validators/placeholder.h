#pragma once

#include <cstddef>
#include <string_view>

#include "src/detect/validators/ascii.h"

// Words that say "put a value here". One list for every validator of secrets.
namespace aegis::validators {

/// `lower` is in lower case.
constexpr bool StartsIgnoringCase(std::string_view text, std::string_view lower) noexcept {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (ToLower(text[i]) != lower[i]) return false;
  }
  return true;
}

constexpr bool HasPlaceholderWord(std::string_view text) noexcept {
  // Four characters at least: shorter words turn up in random text.
  constexpr std::string_view kWords[] = {"example",     "changeme",    "change_me", "change-me",
                                         "placeholder", "your_",       "your-",     "xxxx",
                                         "dummy",       "redacted",    "replace",   "insert",
                                         "undefined",   "process.env", "....",      "****"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const auto word : kWords) {
      if (StartsIgnoringCase(text.substr(i), word)) return true;
    }
  }
  return false;
}

}  // namespace aegis::validators
