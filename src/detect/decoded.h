// Payloads: text written in base64, base64url or hexadecimal digits within a text. What is found in
// one stands for the whole payload, since no part of it can be replaced and the rest be decoded.
#pragma once

#include <cstdint>
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

// The payload that the word (letters and digits in one piece, at least limits::kMinPayloadBytes) is
// part of; false when what it decodes to is not text throughout, which digests, ids, keys, images
// and archives are not. Nothing before `from` is looked at. `read` is increased by the bytes looked
// at.
bool DecodePayload(std::string_view text, Span word, uint32_t from, Arena& arena, Payload& payload,
                   size_t& read);

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
