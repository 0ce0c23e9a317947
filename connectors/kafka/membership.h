// The group metadata that a transaction's offsets are sent with. Private to this folder.
#pragma once

#include "connectors/io.h"
#include "connectors/kafka/handles.h"

namespace aegis::kafka {

class GroupMembership final : public io::Membership {
 public:
  explicit GroupMembership(GroupMetadata metadata) : metadata_(std::move(metadata)) {}
  rd_kafka_consumer_group_metadata_t* get() const { return metadata_.get(); }

 private:
  GroupMetadata metadata_;
};

}  // namespace aegis::kafka
