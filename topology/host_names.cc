#include "topology/host_names.h"

#include <arpa/inet.h>

#include <algorithm>

#include "topology/admin.h"

namespace aegis::topology {
namespace {

constexpr size_t kLongestName = 253;  // RFC 1035, without the last dot
constexpr size_t kLongestLabel = 63;

bool IsDigitOrDot(char c) { return (c >= '0' && c <= '9') || c == '.'; }

// RFC 1123, and the underscore that containers' names have.
bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

bool IsAddress(int family, const std::string& text) {
  unsigned char address[sizeof(in6_addr)];
  return inet_pton(family, text.c_str(), address) == 1;
}

std::string WrongHost(std::string_view host, bool brackets) {
  // Not quoted: who writes user:password@host has a secret there.
  const std::string what = "this";
  if (brackets) return IsAddress(AF_INET6, std::string(host)) ? "" : what + " is no IPv6 address";
  if (std::all_of(host.begin(), host.end(), IsDigitOrDot)) {
    return IsAddress(AF_INET, std::string(host)) ? "" : what + " is no IPv4 address";
  }
  std::string_view rest = host;
  if (rest.ends_with('.')) rest.remove_suffix(1);
  if (rest.size() > kLongestName) return "a host's name has at most 253 characters";
  while (true) {
    const size_t dot = rest.find('.');
    const std::string_view label = rest.substr(0, dot);
    if (label.empty()) return what + " is no host: nothing stands between its dots";
    if (label.size() > kLongestLabel) {
      return "a host's name has at most 63 characters between two dots";
    }
    if (!std::all_of(label.begin(), label.end(), IsNameCharacter)) {
      return what + " is no host: letters, digits, '.', '-' and '_' only";
    }
    if (label.starts_with('-') || label.ends_with('-')) {
      return what + " is no host: '-' begins or ends a part of it";
    }
    if (dot == std::string_view::npos) return {};
    rest.remove_prefix(dot + 1);
  }
}

}  // namespace

std::string WrongAddress(std::string_view text) {
  const auto address = ParseListenAddress(text);
  return address ? WrongHost(address->host, text.starts_with('[')) : address.error().message;
}

std::string WrongBroker(std::string_view broker) {
  if (const size_t scheme = broker.find("://"); scheme != std::string_view::npos) {
    if (broker.starts_with("http://") || broker.starts_with("https://")) {
      return "a broker is host:port without `" + std::string(broker.substr(0, scheme + 3)) +
             "`, as localhost:9092";
    }
    return "a broker is host:port without a scheme, as localhost:9092; TLS and SASL are "
           "`security.protocol`";
  }
  const auto address = ParseListenAddress(broker);
  if (!address) return "a broker is host:port, as localhost:9092";
  if (address->port == 0) return "a broker's port is 1 to 65535";
  return WrongHost(address->host, broker.starts_with('['));
}

}  // namespace aegis::topology
