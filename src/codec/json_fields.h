// Where things stand in a JSON document: the field table, built only when somebody asks, and the
// place of a single byte.
#pragma once

#include "src/base/arena.h"
#include "src/codec/document.h"

namespace aegis {

// The document is one that the JSON codec accepted: nothing is checked again. A key's path is that
// of the member it names.
const FieldTable* BuildJsonFields(const Document& document, Arena& arena);

// See Document::Locate.
bool LocateInJson(const Document& document, uint32_t text_offset, Place& place);

}  // namespace aegis
