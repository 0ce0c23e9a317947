// What the Kafka client says of itself, in the program's log. Private to this folder.
#pragma once

#include <librdkafka/rdkafka.h>

#include <string>
#include <string_view>

namespace aegis::kafka {

// Log lines and errors of the clients made with it go to the program's log, with its level; what is
// said of a connection again and again, by whichever client, once in ten seconds.
void SendLogs(rd_kafka_conf_t* conf);

// "; the last connection failed: WHY" in the client's words, or nothing where none has. For an
// error that says no more than that brokers cannot be reached.
std::string BecauseOfConnection();

// Of a line about a connection, what stays the same when it comes again: without the thread's name
// and how long it took. Pure.
std::string_view EssenceOf(std::string_view line);

}  // namespace aegis::kafka
