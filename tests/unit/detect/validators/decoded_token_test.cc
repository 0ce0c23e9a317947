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

constexpr std::string_view kElasticValid[] = {
    "MU5y"
    "dENCWnpSZS1pTzladm9ROGg6LWNlLUh5RlhNRGljWmtUWXpHeFZzZg==",
    "SFY3"
    "eHZQR0NzZktaTWUtaWhOdGE6cTYzMld2bnFUQkRPUk1UaHBtZVdZeg==",
    "RTMt"
    "ODhzRWV2Mm1LZUlHaS1oWkg6X3BpWlRRdE9jWmdHcGFXTjB4blNTQg=="};
constexpr std::string_view kElasticInvalid[] = {
    "MU5y"
    "dENCWnpSZS1pTzladm9ROGg6LWNlLUh5RlhNRGljWmtUWXpHeFZz",
    "cXFx"
    "cXFxcXFxcXFxcXFxcXFxcXEua2tra2tra2tra2tra2tra2tra2traw==",
    "cXFx"
    "cXFxcXFxcXFxcXFxcXFxcSA6a2tra2tra2tra2tra2tra2tra2traw==",
    "cXFx"
    "cXFxcXFxcXFxcXFxcXFxcXFxOmtra2tra2tra2tra2tra2tra2traw==",
    "*U5y"
    "dENCWnpSZS1pTzladm9ROGg6LWNlLUh5RlhNRGljWmtUWXpHeFZzZg=="};
const Table kElasticTable{"elastic_api_key", kElasticValid, kElasticInvalid};

constexpr std::string_view kKubernetesValid[] = {
    "eyJh"
    "bGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50Iiwia3ViZXJuZXRlcy5pby9zZXJ2aWNlYWNjb3VudC9uYW1lc3"
    "BhY2UiOiJkZWZhdWx0Iiwic3ViIjoic3lzdGVtOnNlcnZpY2VhY2NvdW50OmRlZmF1bHQ6dWJiZ2tvIn0."
    "gYdidIFjH2bzuOMhcHocqhXY1RW-GFM6AAwxQDgaDCAHHUiuIrJoe_ItfQad8VaYhumb6RulIWuIwWue-tjWkQ",
    "eyJh"
    "bGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJhdWQiOlsiaHR0cHM6Ly9rdWJlcm5ldGVzLmRlZmF1bHQuc3ZjIl0sImlzcyI6Imh0dHBzOi8va3ViZXJuZXRlcy5kZW"
    "ZhdWx0LnN2YyIsImt1YmVybmV0ZXMuaW8iOnsibmFtZXNwYWNlIjoic2hvcCJ9LCJzdWIiOiJzeXN0ZW06c2VydmljZWFj"
    "Y291bnQ6c2hvcDphcGkifQ.jkBnPKHzPJkSI9taMX1-BIzyOHPnExe53XuHjx3ZrA9W1VJTvDoP__YWB7Z3Ne6Yi5PfF_"
    "gsBDBQFaBEd_aZyQ"};
constexpr std::string_view kKubernetesInvalid[] = {
    "eyJh"
    "bGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5vcmciLCJzdWIiOiI0OGQwZDM0MmVkNWQifQ."
    "AGZq1GIRWfWtFfSwJMJ4mv58FKvnSSyTW2xdG3T_Czg7UetZ-c0SoC5Qim4lNO7fPwMXB8tnkP8hBCx8aaRKPQ",
    "eyJh"
    "bGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9."
    "eyJpc3MiOiJodHRwczovL2F1dGguZXhhbXBsZS5vcmciLCJzdWIiOiJjOTE1YWQ3ZmJjY2YifQ."
    "TJ06KmuwSm5B8oIYfvDV4X5_zwYvHxs1JhkOsbgLg1w7XCQ-4eBW2SHDC_KGD3g7oWYfQ1IFmMMQAbjr5IR64Q",
    "eyJh"
    "bGciOiJub25l",
    "eyJh"
    "bGciOiJub25l.x",
    "a.b.c",
    "eyJh"
    "bGciOiJub25l.%%%.c"};
const Table kKubernetesTable{"kubernetes_token", kKubernetesValid, kKubernetesInvalid};

}  // namespace
}  // namespace aegis::validators
