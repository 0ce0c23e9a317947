#include "connectors/kafka/client_log.h"

#include <gtest/gtest.h>

namespace aegis::kafka {
namespace {

TEST(ClientLog, TheSameProblemIsTheSameHoweverLongItTookAndWhoeverHadIt) {
  const struct {
    const char* line;
    const char* expected;
  } kTable[] = {
      {"[thrd:sasl_ssl://b:9093/bootstrap]: sasl_ssl://b:9093/bootstrap: SASL authentication "
       "error: "
       "Authentication failed (after 361ms in state AUTH_REQ, 3 identical error(s) suppressed)",
       "sasl_ssl://b:9093/bootstrap: SASL authentication error: Authentication failed"},
      {"[thrd:ssl://[::1]:9093/1]: ssl://[::1]:9093/1: refused (after 1ms in state CONNECT)",
       "ssl://[::1]:9093/1: refused"},
      {"b:9092/1: Receive failed: again (after noon) (after 5ms in state UP)",
       "b:9092/1: Receive failed: again (after noon)"},
      {"[thrd:app]: no certificate", "no certificate"},
      {"[thrd:never closed", "[thrd:never closed"},
      {"1/1 brokers are down", "1/1 brokers are down"},
      {"", ""},
  };
  for (const auto& row : kTable) EXPECT_EQ(EssenceOf(row.line), row.expected) << row.line;
}

}  // namespace
}  // namespace aegis::kafka
