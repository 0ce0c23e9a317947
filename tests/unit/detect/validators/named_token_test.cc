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

constexpr std::string_view kAirtableValid[] = {
    "keyR"
    "FzBwWJPAFYNMV",
    "key4"
    "mQz8Lk2Xr7Vb1"};
constexpr std::string_view kAirtableInvalid[] = {"keyboardshortcuts", "keyR", "keyRFzBwWJPAFYNM",
                                                 "KeyRFzBwWJPAFYNMV", "keyRFzBwWJ-AFYNMV"};
const Table kAirtableTable{"airtable_key", kAirtableValid, kAirtableInvalid};

constexpr std::string_view kAlchemyValid[] = {
    "JilJ"
    "YyXYUSCqNanbJJlrz67_gJX9eJ2K",
    "cog0"
    "jYicYkfCCgEPUkuP3e7_HgkxneCK",
    "wyih"
    "hkyFcAAh0RlP89o1VJ7_GAWOMlPm"};
constexpr std::string_view kAlchemyInvalid[] = {
    "JilJ"
    "YyXYUSCqNanbJJlrz67-gJX9eJ2K",
    "ilJY"
    "yXYUSCqNanbJJlrz67_gJX9eJ2Ka",
    "JilJ"
    "YyXYUSCqNanbJJlrz67_gJX9eJ2",
    "xxxx"
    "xxxxxxxxxxxxxxxxxxx_xxxxxxxx"};
const Table kAlchemyTable{"alchemy_key", kAlchemyValid, kAlchemyInvalid};

constexpr std::string_view kDropboxValid[] = {
    "YsDu"
    "QCqM10eAAAAAAAAAAqPbkr36_GIn9hK9Z3rceoThm2nD6DtRETgnAyRovnWx",
    "uDKL"
    "aovS98nAAAAAAAAAAMDD_kbanxlaR3XShetp2d6eYJc_ZiE07o_dMjmotOFx",
    "XRJX"
    "SNyr13fAAAAAAAAAACXNvTslvy6wV-V4SE5CcEdC9TJg9AuMLoRp5a2rlKYx"};
constexpr std::string_view kDropboxInvalid[] = {
    "YsDu"
    "QCqM10eAAAAAAAAAAqPbkr36_GIn9hK9Z3rceoThm2nD6DtRETgnAyRovnW",
    "YsDu"
    "QCqM10eAAAAABAAAAqPbkr36_GIn9hK9Z3rceoThm2nD6DtRETgnAyRovnWx",
    "AAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "sDuQ"
    "CqM10eAAAAAAAAAAqPbkr36_GIn9hK9Z3rceoThm2nD6DtRETgnAyRovnWxb",
    "-sDu"
    "QCqM10eAAAAAAAAAAqPbkr36_GIn9hK9Z3rceoThm2nD6DtRETgnAyRovnWx"};
const Table kDropboxTable{"dropbox_long_lived_token", kDropboxValid, kDropboxInvalid};

constexpr std::string_view kUserAndSecretValid[] = {
    "cler"
    "k:k9-swordfish",
    "ABCD"
    "EFGHIJ:a/b+c==7"};
constexpr std::string_view kUserAndSecretInvalid[] = {"clerk",
                                                      "clerk:",
                                                      ":k9-"
                                                      "swordfish",
                                                      "cler"
                                                      "k:${SECRET}",
                                                      "${US"
                                                      "ER}:k9-swordfish",
                                                      "http"
                                                      "s://example.net/a",
                                                      "cler"
                                                      "k:changeme",
                                                      "{use"
                                                      "r}:{secret}"};
const Table kUserAndSecretTable{"user_and_secret", kUserAndSecretValid, kUserAndSecretInvalid};

}  // namespace
}  // namespace aegis::validators
