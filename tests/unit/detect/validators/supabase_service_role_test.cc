#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImFiYyIsInJvbGU"
    "iOiJzZXJ2aWNlX3JvbGUiLCJpYXQiOjF9.k3PqX7mZr2VtYw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIiA6ICJzZXJ2aWNlX3JvbGUiLCAiaXNzIiA6ICJ"
    "zdXBhYmFzZSJ9.k3PqX7mZr2VtYw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv"};
constexpr std::string_view kInvalid[] = {
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJvbGUiOiJhbm9uIn0.k3P"
    "qX7mZr2VtYw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJvdGhlciIsInJvbGUiOiJzZXJ2aWNlX3JvbGU"
    "ifQ.k3PqX7mZr2VtYw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.k3PqX7mZr2VtYw9"
    "LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "eyJh"
    "bGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.k3PqX7mZr2VtYw9LbN4cHs8DfGj1aQe5uTiRoKzSxWv",
    "a.b.c"};
const Table kTable{"supabase_service_role", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
