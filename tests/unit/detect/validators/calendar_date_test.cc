#include "tests/unit/detect/validators/table.h"

namespace aegis::validators {
namespace {

constexpr std::string_view kValid[] = {
    "1984-03-12",          "1984/3/12",        "1984.03.12",
    "12/03/1984",          "03/12/1984",       "12/31/1984",
    "31/12/1984",          "12.03.1984",       "12.3.84",
    "12-03-1984",          "19840312",         "12 March 1984",
    "12 MARCH 1984",       "12 Mar 1984",      "12-Mar-1984",
    "12. März 1984",       "12. MÄRZ 1984",    "March 12, 1984",
    "March 12th, 1984",    "Mar. 12, 1984",    "12th of March 1984",
    "12 de marzo de 1984", "1er février 1984", "12 października 1984",
    "29/02/2000",          "2000-02-29",       "29.02.84",
    "1984 March 12",       "1900-01-01",       "2030-12-31",
    "12 03 1984",          "12 March 84"};
constexpr std::string_view kInvalid[] = {"1984-13-12",
                                         "1984-02-30",
                                         "1900-02-29",
                                         "1899-12-31",
                                         "2031-01-01",
                                         "32/01/1984",
                                         "13/13/1984",
                                         "31.04.1984",
                                         "30 February 1984",
                                         "12 Foo 1984",
                                         "12/03-1984",
                                         "12/03",
                                         "1984",
                                         "12.03.1984.5",
                                         "12 March",
                                         "March 1984",
                                         "12 March April 1984",
                                         "19841312",
                                         "18840312",
                                         "198403121",
                                         "1.2.3.4",
                                         "12//03//1984/",
                                         "-12-03-1984",
                                         "0/0/1984",
                                         "00.00.2000",
                                         "127.0.0",
                                         "31/31/31",
                                         "abc",
                                         "12 03 1984 12"};
const Table kTable{"calendar_date", kValid, kInvalid};

}  // namespace
}  // namespace aegis::validators
