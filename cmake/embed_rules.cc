// embed_rules OUTPUT ROOT: writes a .cc that holds every rule file below ROOT, parsed and packed,
// in the order of their names. A file that is no YAML fails the build with its problems.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "src/plan/yaml.h"
#include "src/plan/yaml_packed.h"

namespace {

// A string literal in pieces: compilers bound the length of one.
void WriteLiteral(const std::string& bytes, std::ostream& out) {
  constexpr char kHex[] = "0123456789abcdef";
  constexpr size_t kPiece = 512;
  for (size_t at = 0; at < bytes.size(); ++at) {
    if (at % kPiece == 0) out << (at == 0 ? "\"" : "\"\n     \"");
    const auto byte = static_cast<unsigned char>(bytes[at]);
    out << "\\x" << kHex[byte >> 4] << kHex[byte & 15];
  }
  out << "\"";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: embed_rules OUTPUT ROOT\n";
    return 2;
  }
  const std::filesystem::path root = argv[2];
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::recursive_directory_iterator(root)) {
    if (file.path().extension() == ".yaml") {
      names.push_back(file.path().lexically_relative(root).generic_string());
    }
  }
  std::sort(names.begin(), names.end());
  std::ofstream out(argv[1]);
  out << "// Generated from configs/rules by cmake/embed_rules.cc.\n"
         "#include \"src/plan/builtin_rules.h\"\n\n"
         "namespace aegis {\nnamespace {\n\nconstexpr BuiltinRuleFile kFiles[] = {\n";
  for (const std::string& name : names) {
    std::ifstream in(root / name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    aegis::yaml::Diagnostics diagnostics;
    const auto node = aegis::yaml::Parse(text, diagnostics);
    if (!in || !node || !diagnostics.empty()) {
      std::cerr << diagnostics.Render((root / name).string());
      return 1;
    }
    const std::string packed = aegis::yaml::Pack(*node);
    out << "    {\"" << name << "\",\n     std::string_view(";
    WriteLiteral(packed, out);
    out << ", " << packed.size() << ")},\n";
  }
  out << "};\n\n}  // namespace\n\n"
         "std::span<const BuiltinRuleFile> BuiltinRuleFiles() { return kFiles; }\n\n"
         "}  // namespace aegis\n";
  out.close();
  return out ? 0 : 1;
}
