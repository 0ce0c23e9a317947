#pragma once

#include <span>
#include <string_view>

namespace aegis {

/// A named check that confirms a candidate. `check` is pure, never allocates or throws, answers for
/// any bytes of any length, and expects the candidate as the function's own header says.
struct Validator {
  std::string_view name;
  bool (*check)(std::string_view) noexcept;
  std::string_view what;
};

/// Null when no validator has that name.
const Validator* FindValidator(std::string_view name) noexcept;

/// Every validator, in the order of the names.
std::span<const Validator> AllValidators() noexcept;

}  // namespace aegis
