#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "sntr"
    "ys_eyJpYXQiOjEuNSwidXJsIjoidSIsInJlZ2lvbl91cmwiOiJyIiwib3JnIjoibyJ9_k3PqX7mZr2Vt"
    "Yw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv"};
constexpr std::string_view kInvalid[] = {
    "sntr"
    "ys_eyJpYXQiOjEuNSwidXJsIjoidSIsIm9yZyI6Im8ifQ==_k3PqX7mZr2VtYw9LbN4cHs8DfGj1aQe5"
    "uTiRoKzSxWv",
    "sntr"
    "ys_eyJpYXQiOjEuNSwidXJsIjoidSIsInJlZ2lvbl91cmwiOiJyIiwib3JnIjoibyJ9_3PqX7mZr2VtY"
    "w9LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "sntr"
    "ys_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_k3PqX7mZr2VtYw9L"
    "bN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "sntr"
    "yu_eyJpYXQiOjEuNSwidXJsIjoidSIsInJlZ2lvbl91cmwiOiJyIiwib3JnIjoibyJ9_k3PqX7mZr2Vt"
    "Yw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "sntr"
    "ys_k3PqX7mZr2VtYw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv"};
const Table kTable{"sentry_org_token", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
