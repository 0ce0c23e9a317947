#pragma once

namespace aegis::validators {

constexpr bool IsLeapYear(int year) noexcept {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// A day of the Gregorian calendar.
constexpr bool IsDate(int year, int month, int day) noexcept {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= kDays[month - 1] + (month == 2 && IsLeapYear(year) ? 1 : 0);
}

/// A day whose century is not written: 29 February counts when any century allows it.
constexpr bool IsDateInSomeCentury(int two_digit_year, int month, int day) noexcept {
  return IsDate(2000 + two_digit_year, month, day);
}

}  // namespace aegis::validators
