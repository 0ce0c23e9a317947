#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kAtlassianValid[] = {
    "Iudr"
    "pO3VuFHlk5JQtqvzcf7c",
    "UNQL"
    "qr1miTo71smkRuwza2b3",
    "dXQt"
    "PA3lXLqHOJIKWrqz40f2"};
constexpr std::string_view kAtlassianInvalid[] = {
    "Iudr"
    "pO3VuFHlk5JQtqvzcf7",
    "Iudr"
    "pO3VuFHlk5JQtqvzcf7ca",
    "5b10"
    "ac8d82e05b22cc7d4ef5",
    "Iudr"
    "pO3VuFHlk5JQtqvzcf7z",
    "docu"
    "mentation1setting2add",
    "xxxx"
    "xxxxxxxxxxxxxxxx1234"};
const Table kAtlassianTable{"atlassian_token_old", kAtlassianValid, kAtlassianInvalid};

constexpr std::string_view kArtifactoryValid[] = {
    "AP6L"
    "q7FdrsL6sspAhXQY8JYmqJhreKX",
    "AP72"
    "JsbtibWiylh5f8IMeDV3EWvkDweVqQysb",
    "AP5i"
    "0taX8ZzxiwIz4meGs8Zc5sEoK1vDv"};
constexpr std::string_view kArtifactoryInvalid[] = {"AP",
                                                    "APPL"
                                                    "ICATION2024",
                                                    "APaL"
                                                    "q7FdrsL6sspAhXQY8JYmqJhreKX",
                                                    "P6Lq"
                                                    "7FdrsL6sspAhXQY8JYmqJhreKX",
                                                    "AP6x"
                                                    "xxxxxxxxxxxxxxx",
                                                    "AP6L"
                                                    "q7FdrsL6sspAhXQY8JYmqJhreKX-"};
const Table kArtifactoryTable{"artifactory_password", kArtifactoryValid, kArtifactoryInvalid};

}  // namespace
}  // namespace aegis::validators
