#include "topology/admin.h"

#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <chrono>
#include <thread>

#include "src/base/limits.h"

namespace aegis::topology {

Result<ListenAddress> ParseListenAddress(std::string_view text) {
  const auto wrong = [](std::string why) {
    return Fail(ErrorCode::kInvalidArgument,
                std::move(why) + "; write host:port, as 127.0.0.1:9464");
  };
  std::string_view host;
  std::string_view port_text;
  if (text.starts_with('[')) {
    const size_t close = text.find("]:");
    if (close == std::string_view::npos) return wrong("an IPv6 address is written [address]:port");
    host = text.substr(1, close - 1);
    port_text = text.substr(close + 2);
  } else {
    const size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return wrong("the port is missing");
    host = text.substr(0, colon);
    port_text = text.substr(colon + 1);
    if (host.find(':') != std::string_view::npos) {
      return wrong("an IPv6 address is written [address]:port");
    }
  }
  if (host.empty()) return wrong("the host is missing");
  int port = -1;
  const auto [end, error] =
      std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (error != std::errc() || end != port_text.data() + port_text.size() || port < 0 ||
      port > 65535) {
    return wrong("the port is no number from 0 to 65535");
  }
  return ListenAddress{std::string(host), port};
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

struct AdminServer::Server {
  httplib::Server http;
  std::thread thread;
  std::string host;
  int port = 0;
};

AdminServer::AdminServer() : server_(std::make_unique<Server>()) {}

AdminServer::~AdminServer() {
  if (!server_->thread.joinable()) return;
  server_->http.stop();
  server_->thread.join();
}

int AdminServer::port() const { return server_->port; }

std::string AdminServer::url() const {
  const bool v6 = server_->host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + server_->host + "]" : server_->host) + ":" +
         std::to_string(server_->port);
}

Result<std::unique_ptr<AdminServer>> AdminServer::Start(const ListenAddress& listen, Pages pages) {
  std::unique_ptr<AdminServer> admin(new AdminServer());
  Server& server = *admin->server_;
  httplib::Server& http = server.http;

  // The library's own choice is SO_REUSEPORT, under which a second process would share the port
  // without a word.
  http.set_socket_options([](socket_t socket) {
    int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  http.set_payload_max_length(limits::kAdminRequestBytes);
  http.set_read_timeout(std::chrono::seconds(limits::kAdminTimeoutSeconds));
  http.set_write_timeout(std::chrono::seconds(limits::kAdminTimeoutSeconds));
  http.set_keep_alive_timeout(limits::kAdminTimeoutSeconds);
  http.set_keep_alive_max_count(limits::kAdminRequestsPerConnection);
  http.new_task_queue = [] { return new httplib::ThreadPool(limits::kAdminThreads); };
  http.set_default_headers(
      {{"X-Content-Type-Options", "nosniff"},
       {"Cache-Control", "no-store"},
       {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}});

  http.Get("/metrics",
           [metrics = pages.metrics](const httplib::Request&, httplib::Response& response) {
             response.set_content(metrics(), "text/plain; version=0.0.4; charset=utf-8");
           });
  const auto answer = [](const std::function<Answer()>& ask) {
    return [ask](const httplib::Request&, httplib::Response& response) {
      const Answer said = ask();
      response.status = said.ok ? 200 : 503;
      response.set_content(said.reason + "\n", "text/plain; charset=utf-8");
    };
  };
  http.Get("/healthz", answer(pages.health));
  http.Get("/readyz", answer(pages.ready));
  http.Get("/", [page = pages.page](const httplib::Request&, httplib::Response& response) {
    response.set_content(page(), "text/html; charset=utf-8");
  });

  server.host = listen.host;
  if (listen.port == 0) {
    server.port = http.bind_to_any_port(listen.host);
  } else {
    server.port = http.bind_to_port(listen.host, listen.port) ? listen.port : -1;
  }
  if (server.port <= 0) {
    return Fail(ErrorCode::kConflict,
                "cannot listen on " + listen.host + ":" + std::to_string(listen.port) +
                    ": the port is taken, or the address is not one of this machine");
  }
  server.thread = std::thread([&http] { http.listen_after_bind(); });
  // stop() on a server whose loop has not begun is lost, and the join would wait for ever.
  while (!http.is_running()) std::this_thread::sleep_for(std::chrono::microseconds(100));
  return admin;
}

}  // namespace aegis::topology
