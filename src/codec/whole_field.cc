#include "src/codec/whole_field.h"

namespace aegis {

const FieldTable* WholeField(const Document& document, Arena& arena) {
  Span all{0, static_cast<uint32_t>(document.raw().size())};
  std::span<Field> fields = arena.NewArray<Field>(1);
  fields[0].text = all;
  fields[0].raw = all;
  std::span<PathNode> nodes = arena.NewArray<PathNode>(1);
  nodes[0].raw = all;
  nodes[0].member = all;
  return arena.New<FieldTable>(fields, nodes);
}

}  // namespace aegis
