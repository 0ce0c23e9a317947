#pragma once

#include <string_view>

namespace aegis::validators {

/// Machine readable zones of ICAO 9303, their lines joined without what separates them, upper case,
/// with < for a blank. All check digits of the format are computed; where a check digit may be left
/// out (an empty optional field, a document number that goes on elsewhere), < stands for it.

/// An identity card of three lines of 30: A, C or I first.
bool MrzTd1(std::string_view text) noexcept;
/// An identity document of two lines of 36: A, C or I first.
bool MrzTd2(std::string_view text) noexcept;
/// A passport of two lines of 44: P first.
bool MrzTd3(std::string_view text) noexcept;
/// A visa of two lines of 44 or of 36: V first. It has no check over the whole.
bool MrzVisa(std::string_view text) noexcept;

}  // namespace aegis::validators
