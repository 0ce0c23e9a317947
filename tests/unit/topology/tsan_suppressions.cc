// Debian's librocksdb is not instrumented: TSan does not see what its threads hold each other back
// with, and takes its own memory for contended. Nothing else is left out here: this executable is
// where races among workers and the standby thread are found.
#if defined(__SANITIZE_THREAD__)

extern "C" const char* __tsan_default_suppressions() { return "race:librocksdb\n"; }

#endif
