#include "src/detect/table.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace aegis::detect {
namespace {

// The column of the first X.
std::string ColumnOfX(std::string_view text) {
  Table table(text);
  return std::string(table.ColumnAt(static_cast<uint32_t>(text.find('X'))));
}

TEST(Table, TellsTheColumn) {
  EXPECT_EQ(ColumnOfX("id,ssn\n1,X\n"), "ssn");
  EXPECT_EQ(ColumnOfX("id,ssn\nX,1"), "id");
  EXPECT_EQ(ColumnOfX("id;tax number;ort\r\n1;2;3\r\n4;X;6\r\n"), "tax number");
  EXPECT_EQ(ColumnOfX("id\tssn\n1\tX"), "ssn");
  EXPECT_EQ(ColumnOfX("| id | ssn |\n|----|-----|\n| 1 | X |\n"), "ssn");
  EXPECT_EQ(ColumnOfX("\"id\",\"ssn\"\n\"a, b\",\"X\"\n"), "ssn");
  EXPECT_EQ(ColumnOfX("id, ssn,age\n1, X,3\n"), "ssn");
  EXPECT_EQ(ColumnOfX("numéro,âge\n1,X\n"), "âge");
}

TEST(Table, IsNoneWithoutNamesOrEqualRows) {
  EXPECT_EQ(ColumnOfX("1,X"), "");                               // no line of names
  EXPECT_EQ(ColumnOfX("id,X\n1,2\n"), "");                       // in it
  EXPECT_EQ(ColumnOfX("id,ssn\n1,2,X\n"), "");                   // more cells
  EXPECT_EQ(ColumnOfX("id,ssn\nX\n"), "");                       // fewer
  EXPECT_EQ(ColumnOfX("17,ssn\n1,X\n"), "");                     // a value among the names
  EXPECT_EQ(ColumnOfX("id,,ssn\n1,2,X\n"), "");                  // a column without a name
  EXPECT_EQ(ColumnOfX("a=b,ssn\n1,X\n"), "");                    // an assignment
  EXPECT_EQ(ColumnOfX("id,ssn\n\"1,X\n"), "");                   // a quote that stays open
  EXPECT_EQ(ColumnOfX("Dear Ann, your ssn\nis here, X\n"), "");  // sentences
  EXPECT_EQ(ColumnOfX(std::string(65, 'a') + ",ssn\n1,X\n"), "");
  std::string many = "a";
  std::string cells = "X";
  for (int i = 0; i < 64; ++i) {
    many += ",a";
    cells += ",1";
  }
  EXPECT_EQ(ColumnOfX(many + "\n" + cells + "\n"), "");
  EXPECT_EQ(ColumnOfX("id,ssn\n" + std::string(5000, '1') + ",X\n"), "");
}

TEST(Table, IsAskedInAnyOrder) {
  const std::string text = "a,b,c\n1,2,3\n4,5,6\n";
  Table table(text);
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(table.ColumnAt(10), "c");
    EXPECT_EQ(table.ColumnAt(6), "a");
    EXPECT_EQ(table.ColumnAt(14), "b");
    EXPECT_EQ(table.ColumnAt(8), "b");
  }
}

// What asks again and again is answered as long as there is work left, and then no more.
TEST(Table, WorkIsBounded) {
  const std::string text = "a,b\n" + std::string(1000, '1') + ",X\n";
  Table table(text);
  size_t answered = 0;
  for (int i = 0; i < 1000; ++i) {
    answered += table.ColumnAt(static_cast<uint32_t>(text.find('X'))).empty() ? 0 : 1;
    table.ColumnAt(4);
  }
  EXPECT_GE(answered, 10u);
  EXPECT_LE(answered, 40u);
}

}  // namespace
}  // namespace aegis::detect
