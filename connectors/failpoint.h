// Named points at which a test may kill the program. Built in with AEGIS_FAILPOINTS, armed by the
// environment:
//   AEGIS_FAILPOINT=before_commit     at the first time          AEGIS_FAILPOINT=before_commit:5 at
//   the fifth
// The thread that gets there prints "failpoint before_commit reached" on stderr and waits for ever,
// so that the test can ask the broker what state the transaction is in, and then send SIGKILL. The
// points, in the order of a transaction:
//   after_poll  after_first_produce  before_flush  after_flush  after_send_offsets  before_commit
//   after_commit  state_apply (before its write)  state_applied
#pragma once

#ifdef AEGIS_FAILPOINTS

namespace aegis {
void ReachFailpoint(const char* name);
extern const bool kFailpointArmed;
}  // namespace aegis

#define AEGIS_FAILPOINT(name)                                    \
  do {                                                           \
    if (::aegis::kFailpointArmed) ::aegis::ReachFailpoint(name); \
  } while (false)

#else

#define AEGIS_FAILPOINT(name) \
  do {                        \
  } while (false)

#endif
