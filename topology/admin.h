// The admin server: /metrics, /healthz, /readyz and a page for people. Read-only, without record
// content, on loopback unless told otherwise. Its threads never touch a worker: whatever it shows
// comes from the functions it was given.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "src/base/result.h"

namespace aegis::topology {

struct ListenAddress {
  std::string host;  // without brackets
  int port = 0;      // 0: any free one
};

// "127.0.0.1:9464", "[::1]:0", "localhost:9464". The port is needed: there is no guess that would
// not surprise somebody.
Result<ListenAddress> ParseListenAddress(std::string_view text);

class AdminServer {
 public:
  struct Answer {
    bool ok = true;      // 200, else 503
    std::string reason;  // one line
  };
  struct Pages {
    std::function<std::string()> metrics;  // Prometheus text
    std::function<Answer()> health;        // 503: restart me
    std::function<Answer()> ready;         // 503: not yet, or not any more
    std::function<std::string()> page;     // HTML
  };

  // kConflict: somebody else listens there.
  static Result<std::unique_ptr<AdminServer>> Start(const ListenAddress& listen, Pages pages);
  ~AdminServer();  // stops; waits for answers under way, which are short
  AdminServer(const AdminServer&) = delete;
  AdminServer& operator=(const AdminServer&) = delete;

  int port() const;
  std::string url() const;  // http://host:port

 private:
  AdminServer();
  struct Server;
  std::unique_ptr<Server> server_;
};

// &, <, >, " and ' as entities. For everything on the page that comes from a configuration or a
// cluster.
std::string EscapeHtml(std::string_view text);

}  // namespace aegis::topology
