#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "sk.e"
    "yJ1Ijoic29tZW9uZSIsImEiOiJja2FiYyJ9.Zk3PqX7mZr2VtYw9LbN4cH",
    "pk.e"
    "yJ1IjoieCIsImEiOiJ5In0.Zk3PqX7mZr2VtYw9LbN4cH",
    "tk.e"
    "yJ1IjoieCIsImV4cCI6MSwiYSI6InkifQ.Zk3PqX7mZr2VtYw9LbN4cH"};
constexpr std::string_view kInvalid[] = {
    "sk.e"
    "yJ1Ijoic29tZW9uZSIsImIiOiJja2FiYyJ9.Zk3PqX7mZr2VtYw9LbN4cH",
    "xk.e"
    "yJ1Ijoic29tZW9uZSIsImEiOiJja2FiYyJ9.Zk3PqX7mZr2VtYw9LbN4cH",
    "sk.e"
    "yJ1Ijoic29tZW9uZSIsImEiOiJja2FiYyJ9",
    "sk.e"
    "yJ!.Zk3PqX7mZr2VtYw9LbN4cH"};
const Table kTable{"mapbox_token", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
