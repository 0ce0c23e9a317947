// Deliberate bugs, one at a time, so that the tests of exactly-once can prove that they would see
// one. Compiled in with AEGIS_MUTATIONS only; elsewhere AEGIS_MUTATION(name) is the constant false.
// A program that has them switches one on by the environment: AEGIS_MUTATION=commit_before_produce.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace aegis {

// X(name, what it does). The test simulation_finds_mutations says by which schedule each is found.
#define AEGIS_MUTATIONS_LIST(X)                                                                   \
  X(commit_before_produce, "commits a batch's offsets in a transaction before its outputs")       \
  X(offset_too_low, "commits one offset less than what was processed")                            \
  X(offset_too_high, "commits one offset more than what was processed")                           \
  X(ignore_epoch, "commits what was read under another assignment or of another topic")           \
  X(begin_as_nobody, "begins transactions as member (-1, '') after a dynamic member lost its id") \
  X(read_unstable_offsets, "takes a committed offset without waiting for open transactions")      \
  X(read_uncommitted_input, "reads records of open and aborted input transactions")               \
  X(skip_abort, "takes an open transaction for aborted without telling the broker")               \
  X(reuse_unanswered_producer, "goes on with a producer whose request got no answer")             \
  X(take_unknown_for_committed, "takes a commit without an answer for committed")                 \
  X(take_abort_for_committed, "takes an aborted transaction for committed")                       \
  X(no_rewind, "does not go back to what is committed after an abort")                            \
  X(pass_ends_early, "moves over the end of a partition while records before it wait")            \
  X(keep_transaction_on_revoke, "neither commits nor aborts when partitions are revoked")         \
  X(start_not_committed, "does not commit where a partition starts")                              \
  X(markers_not_committed, "does not commit that it passed markers at the end")                   \
  X(ignore_produce_error, "goes on after produce() failed")                                       \
  X(lose_too_large, "forgets a record that the client cannot produce")                            \
  X(forward_on_error, "forwards a record as it came when it cannot be scanned")                   \
  X(drop_dead_letter, "writes no dead letter")                                                    \
  X(quarantine_twice, "writes each dead letter twice")                                            \
  X(skip_accused, "passes over a record that the broker refused")                                 \
  X(send_to_first_partition, "sends a record to partition 0 whatever the route says")             \
  X(send_batch_backwards, "processes the records of a batch in the wrong order")                  \
  X(stamp_now, "replaces a record's timestamp by the clock's")                                    \
  X(count_before_commit, "adds counters up before the commit")                                    \
  X(chain_not_from_metadata, "begins a chain of receipts anew with each assignment")              \
  X(receipt_without_quarantine, "leaves quarantined records out of receipts")                     \
  X(lose_receipt, "commits a transaction without its receipt")                                    \
  X(metadata_without_chain, "commits offsets without the hash of the receipt")                    \
  X(apply_before_commit, "adds entries to the dedup state before they are committed")             \
  X(keep_aborted_entries, "lets a replayed record be its own duplicate")                          \
  X(forget_on_apply, "leaves a committed transaction's entries out of the dedup state")           \
  X(lose_changelog_entries, "remembers records without writing them to the changelog")            \
  X(keep_past_in_changelog, "takes past entries from the state and not from the changelog")       \
  X(trust_stale_state, "takes the dedup state on disk for that of the committed offset")          \
  X(remember_refused, "remembers a record that the broker refused")                               \
  X(decide_after_forgotten, "keeps decisions that counted on a record that is not remembered")    \
  X(time_leaps, "lets one record far ahead move the time of the stream")

enum class Mutation : uint8_t {
#define AEGIS_MUTATION_NAME(name, what) name,
  AEGIS_MUTATIONS_LIST(AEGIS_MUTATION_NAME)
#undef AEGIS_MUTATION_NAME
};

struct MutationInfo {
  Mutation mutation;
  std::string_view name;
  std::string_view what;
};
// All there are, whether compiled in or not.
std::span<const MutationInfo> Mutations();

#ifdef AEGIS_MUTATIONS
// Before any thread that may ask.
void SwitchOn(std::optional<Mutation> mutation);
bool IsSwitchedOn(Mutation mutation);
#define AEGIS_MUTATION(name) (::aegis::IsSwitchedOn(::aegis::Mutation::name))
#else
#define AEGIS_MUTATION(name) false
#endif

}  // namespace aegis
