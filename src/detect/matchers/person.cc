// Names of people by what stands around them: a title (Ms Okafor, Herr Müller), a greeting (Dear
// Jane,), the end of a letter, "my name is …", and what somebody is called in a text (the patient
// Jane Doe). Without a label a name is capitalised, and of weak signs it needs two words.
#include <algorithm>
#include <array>

#include "src/detect/matchers/matchers.h"
#include "src/detect/matchers/person_name.h"

namespace aegis::detect {
namespace {

constexpr size_t kMaxName = 64;

// Words that letters and forms put where a name would be.
constexpr std::string_view kNoNames[] = {
    "library",      "version",
    "side",         "server",
    "code",         "secret",
    "app",          "api",
    "error",        "software",
    "application",  "access",
    "request",      "response",
    "info",         "information",
    "list",         "details",
    "email",        "phone",
    "address",      "reference",
    "order",        "payment",
    "insurance",    "history",
    "status",       "type",
    "age",          "male",
    "female",       "was",
    "has",          "account",
    "admin",        "administrator",
    "adviser",      "advisor",
    "agent",        "all",
    "applicant",    "author",
    "board",        "both",
    "business",     "candidate",
    "care",         "chair",
    "citizen",      "client",
    "clients",      "colleague",
    "colleagues",   "committee",
    "community",    "company",
    "concerned",    "contact",
    "council",      "customer",
    "customers",    "damen",
    "dear",         "department",
    "desk",         "developer",
    "diary",        "director",
    "doctor",       "editor",
    "employee",     "employees",
    "engineer",     "everybody",
    "everyone",     "faculty",
    "family",       "folks",
    "friend",       "friends",
    "god",          "group",
    "guest",        "guests",
    "guys",         "head",
    "help",         "herr",
    "hiring",       "hospital",
    "hotel",        "human",
    "investor",     "investors",
    "judge",        "justice",
    "kitty",        "kollegen",
    "ladies",       "landlord",
    "lord",         "love",
    "madam",        "maintainer",
    "manager",      "management",
    "member",       "members",
    "minister",     "mom",
    "neighbor",     "neighbour",
    "network",      "office",
    "officer",      "one",
    "parent",       "parents",
    "participant",  "partner",
    "partners",     "patient",
    "people",       "policy",
    "portal",       "president",
    "professor",    "reader",
    "readers",      "recruiter",
    "recruiting",   "registration",
    "relations",    "representative",
    "resident",     "resources",
    "sales",        "santa",
    "secretary",    "senator",
    "sender",       "service",
    "services",     "shareholder",
    "shareholders", "sir",
    "sirs",         "staff",
    "student",      "students",
    "subscriber",   "success",
    "supplier",     "support",
    "supporter",    "sync",
    "system",       "taxpayer",
    "teacher",      "team",
    "tenant",       "the",
    "there",        "this",
    "user",         "users",
    "valued",       "vendor",
    "visitor",      "we",
    "world",        "you",
    "your",         "zusammen",
    "kunde",        "kundin",
    "kunden",       "nutzer",
    "client",       "cliente",
    "clientes",     "utente",
    "tous",         "todos",
    "tutti",        "equipo",
    "équipe",       "speaker",
    "universe",     "data",
    "id",           "number",
    "name",         "please",
    "not",          "record",
    "records",      "portal",
    "safety",       "satisfaction",
    "experience",   "journey",
    "relationship", "monday",
    "tuesday",      "wednesday",
    "thursday",     "friday",
    "saturday",     "sunday",
    "also",         "if",
    "for",          "here",
    "is",           "may",
    "it",
};

bool IsNoName(std::string_view word) {
  std::array<char, 16> folded;
  if (word.size() > folded.size()) return false;
  std::transform(word.begin(), word.end(), folded.begin(), ToLower);
  return std::find(std::begin(kNoNames), std::end(kNoNames),
                   std::string_view(folded.data(), word.size())) != std::end(kNoNames);
}

bool IsTitle(std::string_view word) {
  constexpr std::string_view kTitles[] = {
      "Mr",   "Mrs", "Ms",   "Miss",  "Mx",   "Dr",  "Prof", "Mme",    "Mlle",     "Sr", "Sra",
      "Srta", "Dra", "Herr", "Herrn", "Frau", "Sir", "Sig",  "Madame", "Monsieur", "Don"};
  return std::find(std::begin(kTitles), std::end(kTitles), word) != std::end(kTitles);
}

bool IsWordByte(char c) { return IsAlnum(c) || IsNonAscii(c); }

// The name of at least `least` words at `at`, none of them one that is no name.
bool ReadName(MatchInput& input, size_t at, size_t least, Span& found) {
  const std::string_view text = input.text;
  // Dear Ms Okafor, Frau Prof. Dr. Muster
  for (int titles = 0; titles < 3; ++titles) {
    size_t word = at;
    while (IsAlpha(At(text, word)) && word - at < kMaxName) ++word;
    if (!IsTitle(text.substr(at, word - at))) break;
    if (At(text, word) == '.') ++word;
    if (At(text, word) != ' ') break;
    at = word + 1;
  }
  const size_t limit = std::min(text.size(), at + kMaxName);
  size_t end = at;
  if (at >= limit || !ReadWords(text, false, at, limit, true, true, least, end)) return false;
  input.Charge(end - at);
  // The word before one that is none ends the name: Jane Doe Customer Support.
  size_t words = 0;
  size_t good = at;
  for (size_t word = at; word < end;) {
    size_t stop = word;
    while (stop < end && text[stop] != ' ') ++stop;
    if (IsNoName(text.substr(word, stop - word))) break;
    ++words;
    good = stop;
    word = stop + 1;
  }
  if (words < least || good == at) return false;
  if (text[good - 1] == '.' && good - at > 2 && text[good - 3] != ' ' && text[good - 3] != '.')
    --good;
  found = MakeSpan(at, good);
  return found.size() > 1;
}

// Is the word in front a capitalised one on the same line? Then 12 Ocean Dr Springfield is no
// doctor, and John M. Doe no Frenchman.
bool FollowsName(std::string_view text, size_t at) {
  if (at < 2 || text[at - 1] != ' ') return false;
  size_t begin = at - 1;
  while (begin > 0 && at - begin < kMaxName && IsWordByte(text[begin - 1])) --begin;
  if (begin == at - 1) return false;
  const Letter letter = ReadLetter(text, begin);
  // A word at the start of a sentence is no name: Yesterday Dr. …
  const bool starts =
      begin == 0 || text[begin - 1] == '\n' || (begin >= 2 && text[begin - 2] == '.');
  return letter.size != 0 && !IsSmall(letter.point) && !starts;
}

bool StartsWord(std::string_view text, size_t at) {
  return at == 0 || (!IsWordByte(text[at - 1]) && text[at - 1] != '_' && text[at - 1] != '-' &&
                     text[at - 1] != '/' && text[at - 1] != '.');
}

}  // namespace

bool MatchPersonTitle(MatchInput& input, Span& found) {
  const size_t begin = input.anchor.begin;
  if (!StartsWord(input.text, begin) || FollowsName(input.text, begin)) return false;
  size_t at = input.anchor.end;
  // Frau Dr. Müller, Herr Prof. Dr. Muster
  return ReadName(input, at, 1, found);
}

bool MatchPersonGreeting(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (!StartsWord(text, input.anchor.begin)) return false;
  if (!ReadName(input, input.anchor.end, 1, found)) return false;
  const char c = At(text, found.end);
  const bool ends = found.end == text.size() || c == ',' || c == '!' || c == ':' || c == '\n' ||
                    c == '\r' || c == ';' || text.substr(found.end).starts_with(" -") ||
                    text.substr(found.end).starts_with("，") ||
                    text.substr(found.end).starts_with("–");
  return ends;
}

// "Kind regards,\nJane Doe"
bool MatchPersonSignature(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (!StartsWord(text, input.anchor.begin)) return false;
  size_t at = input.anchor.end;
  const char sign = At(text, at);
  if (sign == ',' || sign == '!' || sign == '.') ++at;
  size_t lines = 0;
  const size_t from = at;
  while (at < text.size() && at - from < 12 && IsSpace(text[at]))
    lines += text[at++] == '\n' ? 1 : 0;
  if (lines > 3 || at == from || (lines == 0 && sign != ',')) return false;
  if (!ReadName(input, at, 1, found)) return false;
  const char c = At(text, found.end);
  return found.end == text.size() || c == '\n' || c == '\r' || c == ',' || c == '|' || c == '<' ||
         (c == '.' && found.end + 1 == text.size());
}

bool MatchPersonIntroduction(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  if (!StartsWord(text, input.anchor.begin)) return false;
  // "I am" and "this is" say many things.
  const std::string_view said = input.anchor.In(text);
  const bool weak = said.size() < 7 || ToLower(said[0]) == 't';
  if (!ReadName(input, input.anchor.end, weak ? 2 : 1, found)) return false;
  if (ToLower(said[0]) != 't') return true;
  const std::string_view rest = text.substr(found.end);
  constexpr std::string_view kBehind[] = {" from ", " speaking", " calling",
                                          " here",  " with ",    " at "};
  return std::any_of(std::begin(kBehind), std::end(kBehind),
                     [&](std::string_view b) { return rest.starts_with(b); });
}

bool MatchPersonRole(MatchInput& input, Span& found) {
  return StartsWord(input.text, input.anchor.begin) && ReadName(input, input.anchor.end, 2, found);
}

// 山田様, 佐藤さん: what is said behind a name.
bool MatchPersonHonorific(MatchInput& input, Span& found) {
  const std::string_view text = input.text;
  const size_t end = input.anchor.begin;
  size_t begin = end;
  size_t letters = 0;
  while (begin >= 3 && letters < 5) {
    const Letter letter = ReadLetter(text, begin - 3);
    // Han, katakana, Hangul.
    const bool name = letter.size == 3 && ((letter.point >= 0x4e00 && letter.point < 0xa000) ||
                                           (letter.point >= 0x30a0 && letter.point < 0x3100) ||
                                           (letter.point >= 0xac00 && letter.point < 0xd7b0));
    if (!name) break;
    begin -= 3;
    ++letters;
  }
  if (letters < 2 || letters > 4) return false;
  constexpr std::string_view kNoNames[] = {"お客",   "客",   "皆",   "神",     "仏",     "王",
                                           "奥",     "若",   "殿",   "担当者", "関係者", "各位",
                                           "利用者", "会員", "고객", "손님",   "선생"};
  const std::string_view name = text.substr(begin, end - begin);
  if (std::any_of(std::begin(kNoNames), std::end(kNoNames),
                  [&](std::string_view no) { return name.find(no) != std::string_view::npos; })) {
    return false;
  }
  found = MakeSpan(begin, end);
  return true;
}

// Example Consulting GmbH, Sample & Sons Ltd.
bool MatchOrganization(MatchInput& input, Span& found) {
  constexpr size_t kMaxWords = 5;
  const std::string_view text = input.text;
  size_t end = input.anchor.end;
  if (end < text.size() && IsWordByte(text[end])) return false;
  if (At(text, end) == '.' && end + 1 < text.size() && IsWordByte(text[end + 1])) return false;
  size_t begin = input.anchor.begin;  // a blank
  size_t words = 0;
  size_t at = begin;
  while (words < kMaxWords && at > 0 && (text[at] == ' ' || text[at] == ',')) {
    size_t stop = at;
    if (stop > 0 && text[stop - 1] == ',' && words == 0) --stop;
    size_t word = stop;
    while (word > 0 && stop - word < 32 &&
           (IsWordByte(text[word - 1]) || text[word - 1] == '-' || text[word - 1] == '&' ||
            text[word - 1] == '\'' || text[word - 1] == '.')) {
      --word;
    }
    if (word == stop) break;
    const Letter letter = ReadLetter(text, word);
    const std::string_view written = text.substr(word, stop - word);
    const bool joins = words > 0 && (written == "&" || written == "and" || written == "und" ||
                                     written == "et" || written == "y" || written == "of");
    const bool capital = (letter.size != 0 && !IsSmall(letter.point)) || IsDigit(text[word]);
    if (!joins && !capital) break;
    if (!joins && (written == "The" || written == "At" || written == "In" || written == "From"))
      break;
    ++words;
    if (!joins) begin = word;
    if (word == 0 || text[word - 1] != ' ') break;
    at = word - 1;
  }
  if (begin == input.anchor.begin) return false;
  found = MakeSpan(begin, end);
  return true;
}

}  // namespace aegis::detect
