// Writes edits into a JSON document.
#pragma once

#include <span>
#include <string_view>

#include "src/base/arena.h"
#include "src/base/result.h"
#include "src/codec/codec.h"

namespace aegis {

// As Codec::Encode promises, and in particular:
//  - an edit lies in the content of one field (a removal may also be a whole object or array), and
//    cuts neither an escape sequence nor a character; else kRedactionFailed;
//  - a number or literal becomes a string once, however many edits it has: what they leave of it
//    stays in that string; but one whose edit is a number or null itself becomes that, and has no
//    other edit;
//  - a removed field that is an object's member (its value or its key) takes the whole member and
//    one comma with it, and no white space; edits inside what is removed vanish with it;
//  - the root, when it is removed, becomes null, as an array's element does, because a document
//    without a value is none.
RecordResult<std::string_view> EncodeJson(Document& document, std::span<const Edit> edits,
                                          Arena& arena, ArenaVector<Splice>* splices);

}  // namespace aegis
