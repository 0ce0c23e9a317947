// The field table of a JSON document, built only when somebody asks.
#pragma once

#include "src/base/arena.h"
#include "src/codec/document.h"

namespace aegis {

// The document is one that the JSON codec accepted: nothing is checked again. A key's path is that
// of the member it names.
const FieldTable* BuildJsonFields(const Document& document, Arena& arena);

}  // namespace aegis
