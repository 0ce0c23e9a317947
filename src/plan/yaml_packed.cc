#include "src/plan/yaml_packed.h"

#include <cstdint>

namespace aegis::yaml {
namespace {

// Of the first byte of a node: its kind, and whether a scalar was quoted.
constexpr unsigned kKindBits = 3;
constexpr unsigned kQuoted = 4;

class Writer {
 public:
  void Put(const Node& node) {
    bytes_ += static_cast<char>(static_cast<unsigned>(node.kind) | (node.quoted ? kQuoted : 0));
    Put(node.at);
    switch (node.kind) {
      case Kind::kNull:
        break;
      case Kind::kScalar:
        Put(node.scalar);
        break;
      case Kind::kSequence:
        Put(node.items.size());
        for (const Node& item : node.items) Put(item);
        break;
      case Kind::kMapping:
        Put(node.entries.size());
        for (const Entry& entry : node.entries) {
          Put(entry.key);
          Put(entry.at);
          Put(entry.value);
        }
        break;
    }
  }
  std::string Take() { return std::move(bytes_); }

 private:
  // Seven bits a byte, the lowest first.
  void Put(uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>(0x80 | (number & 0x7f));
    bytes_ += static_cast<char>(number);
  }
  void Put(const std::string& text) {
    Put(text.size());
    bytes_ += text;
  }
  void Put(Position at) {
    Put(static_cast<uint64_t>(at.line));
    Put(static_cast<uint64_t>(at.column));
  }

  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  void Read(Node& node) {
    const auto first = static_cast<unsigned char>(bytes_[at_++]);
    node.kind = static_cast<Kind>(first & kKindBits);
    node.quoted = (first & kQuoted) != 0;
    node.at = ReadPosition();
    switch (node.kind) {
      case Kind::kNull:
        break;
      case Kind::kScalar:
        node.scalar = ReadText();
        break;
      case Kind::kSequence:
        node.items.resize(ReadNumber());
        for (Node& item : node.items) Read(item);
        break;
      case Kind::kMapping:
        node.entries.resize(ReadNumber());
        for (Entry& entry : node.entries) {
          entry.key = ReadText();
          entry.at = ReadPosition();
          Read(entry.value);
        }
        break;
    }
  }

 private:
  uint64_t ReadNumber() {
    uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      number |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return number;
    }
  }
  std::string_view ReadText() {
    const size_t size = ReadNumber();
    const std::string_view text = bytes_.substr(at_, size);
    at_ += size;
    return text;
  }
  Position ReadPosition() {
    const auto line = static_cast<int>(ReadNumber());
    return {line, static_cast<int>(ReadNumber())};
  }

  std::string_view bytes_;
  size_t at_ = 0;
};

}  // namespace

std::string Pack(const Node& node) {
  Writer writer;
  writer.Put(node);
  return writer.Take();
}

Node Unpack(std::string_view packed) {
  Node node;
  Reader(packed).Read(node);
  return node;
}

}  // namespace aegis::yaml
