#include "topology/admin.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <vector>

#include "src/base/limits.h"

namespace aegis::topology {
namespace {

using testing::HasSubstr;

TEST(ListenAddress, TakesHostAndPort) {
  const auto plain = ParseListenAddress("127.0.0.1:9464");
  ASSERT_TRUE(plain.has_value());
  EXPECT_EQ(plain->host, "127.0.0.1");
  EXPECT_EQ(plain->port, 9464);
  const auto v6 = ParseListenAddress("[::1]:0");
  ASSERT_TRUE(v6.has_value());
  EXPECT_EQ(v6->host, "::1");
  EXPECT_EQ(v6->port, 0);
}

TEST(ListenAddress, SaysWhatIsWrong) {
  const struct {
    const char* text;
    const char* says;
  } cases[] = {{"9464", "the port is missing"},  {"", "the port is missing"},
               {":9464", "the host is missing"}, {"[]:9464", "the host is missing"},
               {"::1:9464", "[address]:port"},   {"[::1]", "[address]:port"},
               {"localhost:", "0 to 65535"},     {"localhost:65536", "0 to 65535"},
               {"localhost:-1", "0 to 65535"},   {"localhost:http", "0 to 65535"}};
  for (const auto& c : cases) {
    const auto address = ParseListenAddress(c.text);
    ASSERT_FALSE(address.has_value()) << c.text;
    EXPECT_THAT(address.error().message, HasSubstr(c.says)) << c.text;
  }
}

class Admin : public testing::Test {
 protected:
  void SetUp() override {
    AdminServer::Pages pages;
    pages.metrics = [] { return std::string("a_total 1\n"); };
    pages.health = [] { return AdminServer::Answer{true, "ok"}; };
    pages.ready = [this] { return AdminServer::Answer{ready_, ready_ ? "ready" : "joining"}; };
    pages.page = [] { return "<p>" + EscapeHtml("<lag> & \"co\"") + "</p>"; };
    auto started = AdminServer::Start({"127.0.0.1", 0}, std::move(pages));
    ASSERT_TRUE(started.has_value()) << started.error().message;
    admin_ = std::move(*started);
    client_ = std::make_unique<httplib::Client>("127.0.0.1", admin_->port());
  }
  std::atomic<bool> ready_ = false;
  std::unique_ptr<AdminServer> admin_;
  std::unique_ptr<httplib::Client> client_;
};

TEST_F(Admin, ServesItsFourPages) {
  EXPECT_EQ(admin_->url(), "http://127.0.0.1:" + std::to_string(admin_->port()));
  auto metrics = client_->Get("/metrics");
  ASSERT_TRUE(metrics);
  EXPECT_EQ(metrics->status, 200);
  EXPECT_EQ(metrics->body, "a_total 1\n");
  EXPECT_THAT(metrics->get_header_value("Content-Type"), HasSubstr("version=0.0.4"));
  auto health = client_->Get("/healthz");
  ASSERT_TRUE(health);
  EXPECT_EQ(health->status, 200);
  auto joining = client_->Get("/readyz");
  ASSERT_TRUE(joining);
  EXPECT_EQ(joining->status, 503);
  EXPECT_EQ(joining->body, "joining\n");
  ready_ = true;
  auto ready = client_->Get("/readyz");
  ASSERT_TRUE(ready);
  EXPECT_EQ(ready->status, 200);
  auto page = client_->Get("/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "<p>&lt;lag&gt; &amp; &quot;co&quot;</p>");
  EXPECT_THAT(page->get_header_value("Content-Security-Policy"), HasSubstr("default-src 'none'"));
}

TEST_F(Admin, RefusesWhatItDoesNotServe) {
  auto nothing = client_->Get("/nothing");
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->status, 404);
  auto post = client_->Post("/metrics", "x", "text/plain");
  ASSERT_TRUE(post);
  EXPECT_EQ(post->status, 404);
  auto large =
      client_->Post("/metrics", std::string(limits::kAdminRequestBytes + 1, 'x'), "text/plain");
  if (large) {
    EXPECT_GE(large->status, 400);
  }
}

TEST_F(Admin, APortInUseIsAnErrorThatNamesIt) {
  AdminServer::Pages none;
  const auto second = AdminServer::Start({"127.0.0.1", admin_->port()}, none);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  EXPECT_THAT(second.error().message, HasSubstr(std::to_string(admin_->port())));
}

TEST_F(Admin, SilentConnectionsDoNotKeepOthersWaiting) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(admin_->port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::vector<int> silent;
  for (int i = 0; i < 10; ++i) {
    silent.push_back(socket(AF_INET, SOCK_STREAM, 0));
    ASSERT_EQ(connect(silent.back(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto answer = client_->Get("/healthz");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - begun,
            std::chrono::milliseconds(1000 * limits::kAdminTimeoutSeconds - 500));
  for (const int descriptor : silent) close(descriptor);
}

TEST_F(Admin, StopsAtOnceWithAnIdleConnectionOpen) {
  client_->set_keep_alive(true);
  ASSERT_TRUE(client_->Get("/healthz"));
  const auto begun = std::chrono::steady_clock::now();
  admin_.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun,
            std::chrono::seconds(limits::kAdminTimeoutSeconds + 1));
}

}  // namespace
}  // namespace aegis::topology
