#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kBedrockValid[] = {
    "ABSK"
    "QmVkcm9ja0FQSUtleS1xMXMyLWF0LTg1MzMxNDc3MTY1ODowU282WWc5M2piU08rTjlCK29TQXJWd2Z0MWdWZzlLQVErUz"
    "diaWt5aC92NXo4b3k2Q1I9Mm4zSg",
    "ABSK"
    "QmVkcm9ja0FQSUtleS1jOWIxLWF0LTc5NDE4NDA4NjYyNzorQ1dqSzdSdjU0THJNUVBLb2diL3BseVJpQ1VjaXpMb0IrOU"
    "I4ZDQ5YXhlZFd3VGIyRkVJajBaWA"};
constexpr std::string_view kBedrockInvalid[] = {
    "ABSK",
    "ABSK"
    "QmVkcm9ja0FwaUtleS1hYmNkOnh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eH"
    "h4eHh4eHh4eHh4eHh4eHh4eHg=",
    "BSKQ"
    "mVkcm9ja0FQSUtleS1xMXMyLWF0LTg1MzMxNDc3MTY1ODowU282WWc5M2piU08rTjlCK29TQXJWd2Z0MWdWZzlLQVErUzd"
    "iaWt5aC92NXo4b3k2Q1I9Mm4zSg",
    "absk"
    "QmVkcm9ja0FQSUtleS1xMXMyLWF0LTg1MzMxNDc3MTY1ODowU282WWc5M2piU08rTjlCK29TQXJWd2Z0MWdWZzlLQVErUz"
    "diaWt5aC92NXo4b3k2Q1I9Mm4zSg",
    "ABSK"
    "!mVkcm9ja0FQSUtleS1xMXMyLWF0LTg1MzMxNDc3MTY1ODowU282WWc5M2piU08rTjlCK29TQXJWd2Z0MWdWZzlLQVErUz"
    "diaWt5aC92NXo4b3k2Q1I9Mm4zSg",
    "ABSK"
    "YW5vdGhlciB0ZXh0IG9mIHRoYXQgbGVuZ3RoLCB3aXRoIG5vdGhpbmcgaW4gaXQgYXQgYWxsIHRvIGJlIGZvdW5k"};
const Table kBedrockTable{"bedrock_api_key", kBedrockValid, kBedrockInvalid};

constexpr std::string_view kArtifactoryValid[] = {
    "cmVm"
    "dGtuOjAxOjc4MzExMzkwMjQ6M2xaYUNnNmVyMFBmTUI4UFBPYUpueVh4eTZZ",
    "cmVm"
    "dGtuOjAxOjU1Njk2OTk3NDg6Wno2RWxSZFlzZU41aElZcDg5Z3lldWJJTVFH"};
constexpr std::string_view kArtifactoryInvalid[] = {
    "cmVm"
    "dGtuOjAxOjc4MzExMzkwMjQ6M2xaYUNnNmVyMFBmTUI4UFBPYUpueVh4eTZ",
    "cmVm"
    "dGtuOjAxOjc4MzExMzkwMjQ6M2xaYUNnNmVyMFBmTUI4UFBPYUpueVh4eTZZA",
    "cmVm"
    "dWtuOjAxOjc4MzExMzkwMjQ6M2xaYUNnNmVyMFBmTUI4UFBPYUpueVh4eTZZ",
    "cmVm"
    "dW5kOjAxOjAwMDAwMDAwMDA6YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh",
    "cmVm"
    "dGtuOjAxOjc4MzEx.zkwMjQ6M2xaYUNnNmVyMFBmTUI4UFBPYUpueVh4eTZZ"};
const Table kArtifactoryTable{"artifactory_reference_token", kArtifactoryValid,
                              kArtifactoryInvalid};

constexpr std::string_view kBitbucketValid[] = {
    "BBDC"
    "-Njc5ODIzMDM5NTc2Ohk4RM2z6NQH1AzCXaPp+F0L6lMy",
    "BBDC"
    "-NTQwNjY5NjYxNzM4OksVogyPSV9xWphXQil3NvDCyzbX"};
constexpr std::string_view kBitbucketInvalid[] = {"BBDC-",
                                                  "BBDC"
                                                  "-MTIzNDU2Nzg5MDE6cXFxcXFxcXFxcXFxcXFxcXFx",
                                                  "BBDC"
                                                  "-OnFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFx",
                                                  "BBDC"
                                                  "-MTIzNDU2N3g5MDEyOnFxcXFxcXFxcXFxcXFxcXFxcXFx",
                                                  "BBDC"
                                                  "-MTIzNDU2Nzg5MDEyMzQ1Njc4OTA6cXFxcXFxcXFxcXFx",
                                                  "bbdc"
                                                  "-Njc5ODIzMDM5NTc2Ohk4RM2z6NQH1AzCXaPp+F0L6lMy"};
const Table kBitbucketTable{"bitbucket_http_token", kBitbucketValid, kBitbucketInvalid};

constexpr std::string_view kGrafanaApiValid[] = {
    "eyJr"
    "IjoiRnB2eTdDdWNIa2x5VWtQWUtXNGtCTkhCRVNxdlRZdVMiLCJuIjoiYnNkYXlrZGEiLCJpZCI6NX0=",
    "eyJr"
    "IjoiMDI0dXdMd0dnWGdDc2pjekQyVG10TlFOUlBGRWlPNGoiLCJuIjoicWtvdHZ0dm4iLCJpZCI6OX0="};
constexpr std::string_view kGrafanaApiInvalid[] = {
    "eyJrIjoi",
    "eyJr"
    "IjoiYWJjZGVmZ2giLCJuIjoibmFtZSJ9",
    "WyJr"
    "IiwibiIsImlkIl0=",
    "eyJr"
    "IjoiYWJjZGVmZ2giLCJuIjoibmFtZSIsImlkIjox",
    "eyJr"
    "IjoiRnB2*TdDdWNIa2x5VWtQWUtXNGtCTkhCRVNxdlRZdVMiLCJuIjoiYnNkYXlrZGEiLCJpZCI6NX0="};
const Table kGrafanaApiTable{"grafana_api_key", kGrafanaApiValid, kGrafanaApiInvalid};

constexpr std::string_view kGrafanaCloudValid[] = {
    "glc_"
    "eyJvIjoiMTg0MDU5IiwibiI6ImRrcWxtZWx5IiwiayI6IjQ4QnVvWEFSUlZvd3dlTmpTY2E4YVBuYWZxUjhOZVByIn0=",
    "glc_"
    "eyJvIjoiODY3NTE1IiwibiI6Iml1Znd3aWVkIiwiayI6Im5vamY1YXI0V21FM2FuVFdOSTBKUjRjY3dkcEVndHZCIn0="};
constexpr std::string_view kGrafanaCloudInvalid[] = {
    "glc_",
    "glc_"
    "eyJvIjoiMSIsIm4iOiJhIn0=",
    "glc_"
    "byBuIGsgb2Ygbm8gb2JqZWN0IGF0IGFsbA==",
    "eyJv"
    "IjoiMTg0MDU5IiwibiI6ImRrcWxtZWx5IiwiayI6IjQ4QnVvWEFSUlZvd3dlTmpTY2E4YVBuYWZxUjhOZVByIn0=",
    "GLC_"
    "eyJvIjoiMTg0MDU5IiwibiI6ImRrcWxtZWx5IiwiayI6IjQ4QnVvWEFSUlZvd3dlTmpTY2E4YVBuYWZxUjhOZVByIn0="};
const Table kGrafanaCloudTable{"grafana_cloud_token", kGrafanaCloudValid, kGrafanaCloudInvalid};

}  // namespace
}  // namespace aegis::validators
