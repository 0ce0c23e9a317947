#include "connectors/kafka/client_config.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace aegis::kafka {
namespace {

ClientSettings Settings() {
  ClientSettings settings;
  settings.brokers = "localhost:9092";
  settings.group = "orders";
  settings.member_id = "orders.a.0";
  return settings;
}

// The last of a name wins, as in librdkafka.
std::map<std::string, std::string> AsMap(const Properties& properties) {
  std::map<std::string, std::string> map;
  for (const auto& [name, value] : properties) map[name] = value;
  return map;
}

TEST(ConsumerProperties, CarryThePromises) {
  ClientSettings settings = Settings();
  auto map = AsMap(ConsumerProperties(settings));
  EXPECT_EQ(map["isolation.level"], "read_committed");
  EXPECT_EQ(map["enable.auto.commit"], "false");
  EXPECT_EQ(map["enable.auto.offset.store"], "false");
  EXPECT_EQ(map["auto.offset.reset"], "error");
  EXPECT_EQ(map["enable.partition.eof"], "true");
  EXPECT_EQ(map["partition.assignment.strategy"], "range,roundrobin");
  EXPECT_EQ(map["group.protocol"], "classic");
  EXPECT_EQ(map["group.id"], "orders");
  EXPECT_FALSE(map.contains("group.instance.id"));
  settings.static_member = true;
  EXPECT_EQ(AsMap(ConsumerProperties(settings))["group.instance.id"], "orders.a.0");
}

TEST(ProducerProperties, CarryThePromises) {
  auto map = AsMap(ProducerProperties(Settings(), 5000, false));
  EXPECT_EQ(map["transactional.id"], "orders.a.0");
  EXPECT_EQ(map["enable.idempotence"], "true");
  EXPECT_EQ(map["batch.size"], "5000");
  EXPECT_EQ(map["allow.auto.create.topics"], "false");
  EXPECT_EQ(map["retry.backoff.ms"], "2");
  EXPECT_EQ(map["retry.backoff.max.ms"], "50");
  EXPECT_EQ(AsMap(ProducerProperties(Settings(), 5000, true))["batch.num.messages"], "1");
}

TEST(Properties, OfTheUserGoToTheClientsTheyAreFor) {
  ClientSettings settings = Settings();
  settings.properties = {{"linger.ms", "77"}, {"fetch.wait.max.ms", "88"}, {"sasl.username", "u"}};
  auto consumer = AsMap(ConsumerProperties(settings));
  auto producer = AsMap(ProducerProperties(settings, 5000, false));
  EXPECT_FALSE(consumer.contains("linger.ms"));
  EXPECT_EQ(consumer["fetch.wait.max.ms"], "88");
  EXPECT_EQ(producer["linger.ms"], "77");
  EXPECT_FALSE(producer.contains("fetch.wait.max.ms"));
  EXPECT_EQ(consumer["sasl.username"], "u");
  EXPECT_EQ(producer["sasl.username"], "u");
}

TEST(Properties, AreTakenByTheLibrary) {
  for (size_t limit : {size_t{1}, limits::kDefaultRecordBytes, limits::kMaxRecordBytes}) {
    ClientSettings settings = Settings();
    settings.record_limit = limit;
    EXPECT_TRUE(MakeConf(ConsumerProperties(settings))) << limit;
    EXPECT_TRUE(MakeConf(ProducerProperties(settings, 100, true))) << limit;
    EXPECT_TRUE(MakeConf(AdminProperties(settings))) << limit;
  }
}

TEST(RefusedProperties, AreFoundAndReal) {
  auto names = KnownProperties();
  for (const RefusedProperty& property : RefusedProperties()) {
    // The mock's properties are not listed.
    EXPECT_TRUE(property.name.starts_with("test.") ||
                std::binary_search(names.begin(), names.end(), property.name))
        << property.name;
    EXPECT_EQ(FindRefusedProperty(property.name), &property);
    EXPECT_FALSE(property.why.empty());
  }
  for (const char* name : {"plugin.library.paths", "enable.auto.commit", "isolation.level", "acks",
                           "enable.idempotence", "auto.offset.reset", "transactional.id",
                           "group.protocol", "partition.assignment.strategy", "batch.size"}) {
    EXPECT_NE(FindRefusedProperty(name), nullptr) << name;
  }
  for (const char* name : {"linger.ms", "sasl.password", "compression.type", "", "zzz"}) {
    EXPECT_EQ(FindRefusedProperty(name), nullptr) << name;
  }
}

TEST(CheckProperty, TellsRefusedUnknownAndInvalidApartAndNeverRepeatsTheValue) {
  EXPECT_TRUE(CheckProperty("linger.ms", "5"));
  EXPECT_EQ(CheckProperty("isolation.level", "read_uncommitted").error().code,
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(CheckProperty("no.such.property", "x").error().code, ErrorCode::kNotFound);
  Status invalid = CheckProperty("compression.type", "sEcReT");
  ASSERT_FALSE(invalid);
  EXPECT_EQ(invalid.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(invalid.error().message.find("sEcReT"), std::string::npos);
}

TEST(KnownProperties, HoldTheCommonOnes) {
  auto names = KnownProperties();
  for (const char* name :
       {"linger.ms", "compression.type", "sasl.password", "security.protocol", "client.id"}) {
    EXPECT_TRUE(std::binary_search(names.begin(), names.end(), name)) << name;
  }
  for (const std::string& name : names) {
    Status status = CheckProperty(name, "");
    EXPECT_TRUE(status || status.error().code != ErrorCode::kNotFound) << name;
  }
}

TEST(CheckLibraryVersion, OurOwnIsNewEnough) {
  EXPECT_TRUE(CheckLibraryVersion()) << LibraryVersion();
}

}  // namespace
}  // namespace aegis::kafka
