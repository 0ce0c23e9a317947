// Street addresses as people write them: a house number, a name and a word for a street, in the
// order of the language, with the town behind them where it follows.
#include <algorithm>
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/person_name.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxWord = 32;
constexpr size_t kMaxTown = 40;

bool IsWordByte(char c) { return IsAlnum(c) || IsNonAscii(c); }

// A word of letters and digits, with its inner apostrophes, hyphens and dots.
size_t WordEnd(std::string_view text, size_t at) {
  const size_t begin = at;
  while (at < text.size() && at - begin < kMaxWord &&
         (IsWordByte(text[at]) || ((text[at] == '\'' || text[at] == '-' || text[at] == '.') &&
                                   at > begin && IsWordByte(At(text, at + 1))))) {
    ++at;
  }
  return at;
}

size_t WordBegin(std::string_view text, size_t end) {
  size_t at = end;
  while (at > 0 && end - at < kMaxWord &&
         (IsWordByte(text[at - 1]) ||
          ((text[at - 1] == '\'' || text[at - 1] == '-' || text[at - 1] == '.') && at < end &&
           IsWordByte(text[at])))) {
    --at;
  }
  return at;
}

bool IsCapital(std::string_view text, size_t at) {
  const Letter letter = ReadLetter(text, at);
  return letter.size != 0 && !IsSmall(letter.point);
}

// One to five digits and a letter perhaps: 12, 221B, 12-14, 5/7.
bool IsHouseNumber(std::string_view word) {
  if (word.empty() || word.size() > 9 || !IsDigit(word[0])) return false;
  size_t digits = 0;
  while (digits < word.size() && IsDigit(word[digits])) ++digits;
  if (digits > 5) return false;
  size_t at = digits;
  if (at < word.size() && (word[at] == '-' || word[at] == '/')) {
    ++at;
    if (at == word.size() || (IsAlpha(word[at]) && at + 1 != word.size())) return false;
    while (at < word.size() && IsDigit(word[at])) ++at;
  }
  if (at < word.size() && IsAlpha(word[at])) ++at;
  return at == word.size();
}

size_t HouseNumberEnd(std::string_view text, size_t at) {
  const size_t begin = at;
  while (
      at < text.size() && at - begin < 9 &&
      (IsAlnum(text[at]) || ((text[at] == '-' || text[at] == '/') && IsAlnum(At(text, at + 1))))) {
    ++at;
  }
  return IsHouseNumber(text.substr(begin, at - begin)) && IsBoundaryAfter(text, at) ? at : begin;
}

// Capitalised words of a town, with its particles: Springfield, Frankfurt am Main.
size_t TownEnd(std::string_view text, size_t at) {
  constexpr size_t kMostWords = 4;
  const size_t begin = at;
  size_t good = at;
  for (size_t i = 0; i < kMostWords && at < text.size() && at - begin < kMaxTown; ++i) {
    const size_t end = WordEnd(text, at);
    if (end == at) break;
    if (IsCapital(text, at)) {
      good = end;
    } else if (i == 0 || end - at > 4 || !IsAlpha(text[at])) {
      break;
    }
    if (At(text, end) != ' ') break;
    at = end + 1;
  }
  return good;
}

// `, ` or a blank or a line break, between the street and the town.
size_t PartEnd(std::string_view text, size_t at) {
  size_t next = at;
  if (At(text, next) == ',') ++next;
  if (At(text, next) == '\r') ++next;
  if (At(text, next) == '\n') return next + 1;
  if (At(text, next) == ' ') {
    ++next;
    if (At(text, next) == '-' && At(text, next + 1) == ' ') next += 2;
    return next;
  }
  return at;
}

// `, 01001 Musterstadt`: five digits of a postal code and the town.
size_t CodeAndTown(std::string_view text, size_t at, size_t digits) {
  size_t next = PartEnd(text, at);
  if (next == at) return at;
  constexpr std::string_view kPrefixes[] = {"D-", "A-", "CH-", "F-", "I-", "E-"};
  for (std::string_view prefix : kPrefixes) {
    if (text.substr(next).starts_with(prefix)) next += prefix.size();
  }
  const size_t code = next;
  while (next < text.size() && next - code <= digits && IsDigit(text[next])) ++next;
  if (next - code != digits || !IsBoundaryAfter(text, next)) return at;
  size_t end = next;
  const size_t gap = At(text, next) == ',' ? next + 1 : next;
  if (At(text, gap) == ' ') {
    const size_t town = TownEnd(text, gap + 1);
    if (town > gap + 1) end = town;
  }
  return end;
}

constexpr std::string_view kStates =
    " AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM "
    "NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP AE AP AA ";

bool IsState(std::string_view word) {
  if (word.size() != 2 || !IsUpper(word[0]) || !IsUpper(word[1])) return false;
  const std::array<char, 4> bounded = {' ', word[0], word[1], ' '};
  return kStates.find(std::string_view(bounded.data(), bounded.size())) != std::string_view::npos;
}

// `, Apt 4B`
size_t UnitEnd(std::string_view text, size_t at) {
  constexpr std::string_view kUnits[] = {"Apt",   "Apartment", "Suite", "Ste", "Unit",
                                         "Floor", "Fl",        "Room",  "Rm",  "#",
                                         "Bldg",  "Building",  "Flat"};
  size_t next = at;
  if (At(text, next) == ',') ++next;
  if (At(text, next) != ' ') return at;
  ++next;
  for (std::string_view unit : kUnits) {
    if (!text.substr(next).starts_with(unit)) continue;
    size_t value = next + unit.size();
    if (At(text, value) == '.') ++value;
    if (At(text, value) == ' ') ++value;
    if (At(text, value) == '#') ++value;
    const size_t end = WordEnd(text, value);
    if (end > value && end - value <= 6) return end;
  }
  return at;
}

// `, Springfield, IL 00000`; `state` says whether a state and a code were read.
size_t TownAndState(std::string_view text, size_t at, bool& state) {
  state = false;
  const size_t town = PartEnd(text, at);
  if (town == at) return at;
  // The state must not be read as a part of the town.
  size_t next = town;
  size_t end = at;
  for (size_t i = 0; i < 5; ++i) {
    const size_t word = WordEnd(text, next);
    if (word == next) return end;
    if (i > 0 && IsState(text.substr(next, word - next))) {
      end = word;
      size_t zip = word + (At(text, word) == ',' ? 1 : 0);
      if (At(text, zip) != ' ') return end;
      ++zip;
      size_t digits = zip;
      while (digits < text.size() && digits - zip < 6 && IsDigit(text[digits])) ++digits;
      if (digits - zip != 5) return end;
      end = digits;
      if (At(text, end) == '-' && IsDigit(At(text, end + 1))) {
        size_t more = end + 1;
        while (IsDigit(At(text, more)) && more - end <= 5) ++more;
        if (more - end == 5) end = more;
      }
      state = IsBoundaryAfter(text, end);
      return end;
    }
    if (!IsCapital(text, next)) return end;
    next = word;
    if (At(text, next) == ',') ++next;
    if (At(text, next) != ' ') return end;
    ++next;
  }
  return end;
}

// 123 N Example St: from the word for a street back to the number. The anchor begins with a blank.
bool NumberBefore(MatchInput& input, size_t& begin) {
  constexpr size_t kMostWords = 5;
  const std::string_view text = input.text;
  size_t at = input.anchor.begin;
  bool named = false;
  for (size_t i = 0; i <= kMostWords; ++i) {
    if (at >= text.size() || text[at] != ' ') return false;
    const size_t word = WordBegin(text, at);
    if (word == at) {
      // N. Example St.
      if (at < 2 || text[at - 1] != '.' || !IsUpper(text[at - 2])) return false;
      at = WordBegin(text, at - 1);
      if (at == 0) return false;
      --at;
      continue;
    }
    const std::string_view written = text.substr(word, at - word);
    if (named && IsHouseNumber(written)) {
      if (word > 0 && !IsSpace(text[word - 1]) && text[word - 1] != ',' && text[word - 1] != ':' &&
          text[word - 1] != '"' && text[word - 1] != '(' && text[word - 1] != '>' &&
          text[word - 1] != '=' && text[word - 1] != '#' && text[word - 1] != ';' &&
          text[word - 1] != '\'' && text[word - 1] != '|') {
        return false;
      }
      begin = word;
      input.Charge(input.anchor.begin - word);
      return true;
    }
    const bool ordinal = IsDigit(text[word]) && IsAlpha(written.back()) && written.size() >= 3;
    if (!IsCapital(text, word) && !ordinal && written != "of" && written != "the") return false;
    named = true;
    if (word == 0) return false;
    at = word - 1;
  }
  return false;
}

// The end of the word for a street, a full stop and a direction: St., Ave NW.
bool SuffixEnd(std::string_view text, size_t at, size_t& end) {
  if (at < text.size() && (IsWordByte(text[at]) || text[at] == '\'')) return false;
  if (At(text, at) == '.') ++at;
  constexpr std::string_view kDirections[] = {" NW", " NE", " SW",    " SE",    " N",    " S",
                                              " E",  " W",  " North", " South", " East", " West"};
  for (std::string_view direction : kDirections) {
    if (text.substr(at).starts_with(direction) && !IsWordByte(At(text, at + direction.size()))) {
      at += direction.size();
      break;
    }
  }
  end = at;
  return true;
}

size_t Trimmed(std::string_view text, size_t begin, size_t end) {
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == ',' || text[end - 1] == '.'))
    --end;
  return end;
}

// Does what is said of a place go on with words like those of a street? de l'Exemple
bool IsStreetParticle(std::string_view word) {
  constexpr std::string_view kWords[] = {"de",    "du",    "des", "la",    "le",    "les", "del",
                                         "della", "delle", "dei", "degli", "dello", "los", "las",
                                         "el",    "do",    "da",  "dos",   "das",   "di",  "e",
                                         "y",     "et",    "en",  "sur",   "san"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords) ||
         word.starts_with("l'") || word.starts_with("d'") || word.starts_with("dell'");
}

// The words of a street's name from `at` on; `named` when one of them is capitalised.
size_t StreetNameEnd(std::string_view text, size_t at, bool& named) {
  constexpr size_t kMostWords = 6;
  size_t good = at;
  named = false;
  for (size_t i = 0; i < kMostWords; ++i) {
    const size_t end = WordEnd(text, at);
    if (end == at) break;
    const std::string_view word = text.substr(at, end - at);
    if (IsDigit(text[at])) break;
    const bool capital =
        IsCapital(text, at) || (word.size() > 2 && word[1] == '\'' && IsCapital(text, at + 2));
    if (!capital && !IsStreetParticle(word)) break;
    if (capital) {
      named = true;
      good = end;
    }
    if (At(text, end) != ' ') break;
    at = end + 1;
  }
  return good;
}

// Via Esempio 1, Calle Ejemplo, 12: the word for a street first and the number last.
bool NumberLast(MatchInput& input, size_t digits, bool needs_town, Span& found) {
  const std::string_view text = input.text;
  const size_t begin = input.anchor.begin;
  if (begin > 0 &&
      (IsWordByte(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '.'))
    return false;
  bool named = false;
  size_t at = StreetNameEnd(text, input.anchor.end, named);
  if (!named) return false;
  input.Charge(at - begin);
  if (At(text, at) == ',') ++at;
  if (At(text, at) == ' ') ++at;
  constexpr std::string_view kNumber[] = {"nº ",   "n.º ",    "n° ",  "n. ", "no. ",
                                          "núm. ", "número ", "nr. ", "nº"};
  for (std::string_view word : kNumber) {
    if (text.substr(at).starts_with(word)) {
      at += word.size();
      break;
    }
  }
  size_t end = HouseNumberEnd(text, at);
  if (end == at) return false;
  const size_t town = CodeAndTown(text, end, digits);
  if (needs_town && town == end) return false;
  found = MakeSpan(begin, town);
  return true;
}

}  // namespace

bool MatchUsAddress(MatchInput& input, Span& found) {
  size_t begin = 0;
  size_t end = 0;
  const std::string_view text = input.text;
  if (!SuffixEnd(text, input.anchor.end, end) || !NumberBefore(input, begin)) return false;
  bool state = false;
  end = TownAndState(text, UnitEnd(text, end), state);
  found = MakeSpan(begin, end);
  return state;
}

bool MatchStreetAddress(MatchInput& input, Span& found) {
  size_t begin = 0;
  size_t end = 0;
  const std::string_view text = input.text;
  if (!SuffixEnd(text, input.anchor.end, end) || !NumberBefore(input, begin)) return false;
  bool state = false;
  const size_t unit = UnitEnd(text, end);
  found = MakeSpan(begin, Trimmed(text, begin, TownAndState(text, unit, state)));
  return true;
}

// Musterstraße 1, Lange Straße 12a, Am Alten Markt 3, 01001 Musterstadt
bool MatchDeAddress(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t at = input.anchor.end;
  if (At(text, at) != ' ') return false;
  ++at;
  size_t end = HouseNumberEnd(text, at);
  if (end == at) return false;
  if (At(text, end) == ' ' && IsLower(At(text, end + 1)) && !IsWordByte(At(text, end + 2)))
    end += 2;
  size_t begin = WordBegin(text, input.anchor.begin + 1);
  if (begin > input.anchor.begin) begin = input.anchor.begin;
  if (!IsCapital(text, begin)) return false;
  // The word alone (Platz 1) needs one in front of it: Lange Straße 5.
  const bool compound = begin < input.anchor.begin;
  size_t words = 0;
  while (words < 3 && begin >= 2 && text[begin - 1] == ' ') {
    const size_t word = WordBegin(text, begin - 1);
    if (word == begin - 1 || !IsCapital(text, word)) break;
    // Of a compound only what belongs to a name: Am, An der, Kleine
    if (compound) break;
    begin = word;
    ++words;
  }
  if (!compound && words == 0) return false;
  const size_t town = CodeAndTown(text, end, 5);
  const std::string_view street = input.anchor.In(text);
  // "Radweg 3" is a street, "Ausweg 2" perhaps not: weak words need the town.
  const bool weak = street == "weg" || street == "ring" || street == "ufer" || street == "damm" ||
                    street == "hof" || street == "platz" || street == "Platz" || street == "Ring" ||
                    street == "Weg";
  if (weak && town == end) return false;
  found = MakeSpan(begin, town);
  return true;
}

// 1 rue de l'Exemple, 01000 Ville
bool MatchFrAddress(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  size_t number = input.anchor.begin;  // a blank
  if (number > 0 && text[number - 1] == ',') --number;
  for (std::string_view more : {" bis", " ter", " quater"}) {
    if (text.substr(0, number).ends_with(more)) number -= more.size();
  }
  const size_t begin = WordBegin(text, number);
  if (begin == number || !IsHouseNumber(text.substr(begin, number - begin))) return false;
  if (begin > 0 && IsWordByte(text[begin - 1])) return false;
  bool named = false;
  const size_t end = StreetNameEnd(text, input.anchor.end, named);
  if (!named) return false;
  input.Charge(end - begin);
  found = MakeSpan(begin, CodeAndTown(text, end, 5));
  return true;
}

bool MatchEsAddress(MatchInput& input, Span& found) { return NumberLast(input, 5, false, found); }
bool MatchItAddress(MatchInput& input, Span& found) { return NumberLast(input, 5, false, found); }

}  // namespace aegis::detect
