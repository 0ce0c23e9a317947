// The field table of a format without fields: one field, the root, over everything.
#pragma once

#include "src/base/arena.h"
#include "src/codec/document.h"

namespace aegis {

const FieldTable* WholeField(const Document& document, Arena& arena);

}  // namespace aegis
