// Payloads: text written in base64, base64url or hexadecimal digits within a text. What is found in
// one stands for the whole payload, since no part of it can be replaced and the rest be decoded.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/limits.h"
#include "src/codec/document.h"
#include "src/detect/text_class.h"

namespace aegis::detect {

struct Payload {
  Span run;               // all of it, with its padding
  std::string_view text;  // decoded; in the arena
};

// Of one text. What is walked to find where a payload ends is remembered, for a picture is one
// payload of thousands of words.
class PayloadReader {
 public:
  PayloadReader(std::string_view text, Arena& arena) : text_(text), arena_(arena) {}

  // The payload that the word (letters and digits in one piece, at least
  // limits::kMinPayloadBytes) is part of; false when what it decodes to is not text throughout,
  // which digests, ids, keys, images and archives are not. Nothing before `from` is looked at,
  // which never goes back; words come in the order of the text. `read` is increased by the bytes
  // looked at.
  bool Read(Span word, uint32_t from, Payload& payload, size_t& read);

 private:
  struct Stretch {
    size_t begin = 0;
    size_t end = 0;
  };
  // So far in front of a word its payload may begin.
  static constexpr size_t kMostBefore = 1024;

  void EnterLine(size_t begin, size_t from);
  size_t EndOfRun(size_t begin);
  bool DecodeBase64(std::string_view run, std::string_view& text, size_t& read);

  const std::string_view text_;
  Arena& arena_;
  Stretch line_;   // of base64, without a break; from kMostBefore in front of its first word
  Stretch lines_;  // that follow each other, whole ones
  std::span<char> scratch_;
};

// Every byte of a payload is in the field that the payload is in.
class PayloadPlace final : public PlaceFinder {
 public:
  PayloadPlace(const Place& of, std::string_view text) : place_(of) {
    place_.text = {0, static_cast<uint32_t>(text.size())};
  }
  bool Find(uint32_t, Place& place) override {
    place = place_;
    return true;
  }

 private:
  Place place_;
};

}  // namespace aegis::detect
