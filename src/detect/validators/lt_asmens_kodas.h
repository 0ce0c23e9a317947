#pragma once

#include <string_view>

namespace aegis::validators {

/// A Lithuanian personal code: IsBalticCode in baltic_code.h; the first digit 1-6.
bool LtAsmensKodas(std::string_view text) noexcept;

}  // namespace aegis::validators
