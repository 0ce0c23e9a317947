// Random JSON for property tests: the same seed gives the same documents.
#pragma once

#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <string_view>

namespace aegis {

class RandomJson {
 public:
  explicit RandomJson(uint64_t seed) : engine_(seed) {}

  // Below `bound`. Not std::uniform_int_distribution, whose results differ between libraries.
  size_t Below(size_t bound) { return static_cast<size_t>(engine_() % bound); }
  bool OneIn(size_t n) { return Below(n) == 0; }

  // Valid, of any size and nesting up to a few hundred levels.
  std::string Document() {
    std::string out = OneIn(20) ? "\xEF\xBB\xBF" : "";
    Space(out);
    if (OneIn(50)) {
      size_t depth = 1 + Below(400);
      out.append(depth, '[');
      Value(out, 2);
      out.append(depth, ']');
    } else {
      Value(out, OneIn(10) ? 0 : 1 + Below(5));
    }
    Space(out);
    return out;
  }

  // A few bytes changed, dropped, put in or swapped: mostly broken.
  std::string Mutated(std::string json) {
    static constexpr std::string_view kBytes =
        "{}[]:,\"\\ \t\n\rtfn-+.eE0189aux/\x01\x1f\x7f\x80\xC3\xED\xF0\xFF\x0C\x1A";
    for (size_t count = 1 + Below(3); count > 0; --count) {
      if (json.empty()) return json;
      size_t at = Below(json.size());
      char c = OneIn(10) ? static_cast<char>(Below(256)) : kBytes[Below(kBytes.size())];
      switch (Below(6)) {
        case 0:
          json[at] = c;
          break;
        case 1:
          json.erase(at, 1 + Below(3));
          break;
        case 2:
          json.insert(at, 1, c);
          break;
        case 3:
          json.resize(at);
          break;
        case 4:
          std::swap(json[at], json[Below(json.size())]);
          break;
        case 5: {
          std::string piece = json.substr(at, 1 + Below(12));
          json.insert(Below(json.size()), piece);
          break;
        }
      }
    }
    return json;
  }

  // Tokens in any order.
  std::string Soup() {
    static constexpr const char* kTokens[] = {
        "{",           "}",           "[",     "]",    ":",
        ",",           "\"\"",        "\"a\"", "\"",   "\\",
        "1",           "-",           "0",     "true", "false",
        "null",        "nul",         " ",     "\t",   "\\u0041",
        "\"\\u0041\"", "\"\\ud800\"", "e5",    ".5",   "\xEF\xBB\xBF",
        "\x0c",        "\x1a",        "{}",    "[]",   "\"a\":1"};
    std::string out;
    for (size_t count = 1 + Below(9); count > 0; --count) out += kTokens[Below(std::size(kTokens))];
    return out;
  }

  std::string AlmostNumber() {
    static constexpr std::string_view kBytes = "0123456789-+.eE";
    std::string out;
    if (OneIn(2)) {
      // Around the largest double.
      out = OneIn(3) ? "-" : "";
      out += OneIn(2) ? "1.797693134862315" : OneIn(2) ? "17976931348623158" : "0.000017976931348";
      for (size_t count = Below(12); count > 0; --count) out += static_cast<char>('0' + Below(10));
      out += OneIn(2) ? "e" : "E+";
      out += std::to_string(285 + Below(32));
      return out;
    }
    for (size_t count = 1 + Below(12); count > 0; --count) out += kBytes[Below(kBytes.size())];
    return out;
  }

  // Plain text in UTF-8 with everything that needs care: quotes, backslashes, control characters,
  // other scripts.
  std::string Text(size_t max_pieces) {
    static constexpr const char* kPieces[] = {"a",
                                              "Z",
                                              "0",
                                              "4111 1111 1111 1111",
                                              "x@example.org",
                                              "\"",
                                              "\\",
                                              "\n",
                                              "\t",
                                              "\x01",
                                              "\x1f",
                                              "\x7f",
                                              "é",
                                              "ß",
                                              "漢",
                                              "\u2028",
                                              "😀",
                                              "{",
                                              "}",
                                              ",",
                                              ":",
                                              "[",
                                              "]",
                                              "/",
                                              " ",
                                              "null",
                                              "\\u0041"};
    std::string out;
    for (size_t count = Below(max_pieces + 1); count > 0; --count)
      out += kPieces[Below(std::size(kPieces))];
    return out;
  }

 private:
  void Space(std::string& out) {
    if (!OneIn(4)) return;
    for (size_t count = Below(4); count > 0; --count) out += " \t\n\r"[Below(4)];
  }

  void String(std::string& out) {
    static constexpr const char* kEscapes[] = {"\\\"",
                                               "\\\\",
                                               "\\/",
                                               "\\b",
                                               "\\f",
                                               "\\n",
                                               "\\r",
                                               "\\t",
                                               "\\u0000",
                                               "\\u001f",
                                               "\\u0022",
                                               "\\u005C",
                                               "\\u0041",
                                               "\\u00e9",
                                               "\\u6F22",
                                               "\\uFFFF",
                                               "\\ud83d\\ude00",
                                               "\\uDBFF\\uDFFF",
                                               "\\ud800\\udc00"};
    static constexpr const char* kPlain[] = {"a", "b",  "name", "4111-1111", " ", "{",
                                             "}", "[",  "]",    ":",         ",", "'",
                                             "é", "漢", "😀",    "\x7f",      "/", "\xEF\xBB\xBF"};
    out += '"';
    size_t length = OneIn(30) ? 200 : Below(8);
    bool escapes = OneIn(2);
    for (; length > 0; --length) {
      out += escapes && OneIn(3) ? kEscapes[Below(std::size(kEscapes))]
                                 : kPlain[Below(std::size(kPlain))];
    }
    out += '"';
  }

  void Number(std::string& out) {
    auto digits = [&](size_t count) {
      for (; count > 0; --count) out += static_cast<char>('0' + Below(10));
    };
    if (OneIn(3)) out += '-';
    if (OneIn(4)) {
      out += '0';
    } else {
      out += static_cast<char>('1' + Below(9));
      digits(OneIn(20) ? 20 : Below(16));
    }
    if (OneIn(3)) {
      out += '.';
      digits(1 + Below(10));
    }
    if (OneIn(4)) {
      out += OneIn(2) ? 'e' : 'E';
      if (OneIn(2)) out += OneIn(2) ? '+' : '-';
      digits(1 + Below(2));
    }
  }

  void Value(std::string& out, size_t depth) {
    size_t kind = Below(depth == 0 ? 4 : 8);
    if (kind < 2) {
      String(out);
    } else if (kind == 2) {
      Number(out);
    } else if (kind == 3) {
      static constexpr const char* kLiterals[] = {"true", "false", "null"};
      out += kLiterals[Below(3)];
    } else {
      bool object = kind < 6;
      out += object ? '{' : '[';
      Space(out);
      for (size_t i = 0, count = Below(6); i < count; ++i) {
        if (i != 0) {
          out += ',';
          Space(out);
        }
        if (object) {
          String(out);
          Space(out);
          out += ':';
          Space(out);
        }
        Value(out, depth - 1);
        Space(out);
      }
      out += object ? '}' : ']';
    }
  }

  std::mt19937_64 engine_;
};

}  // namespace aegis
