// Debian's librocksdb is not instrumented: TSan does not see what its threads hold each other back
// with and takes its own memory for contended. Where the access lies in a string function of
// libstdc++, the stack ends there and does not name RocksDB, so that both are left out: in this
// executable a race is found in what Aegis does itself, not in what it hands to either.
#if defined(__SANITIZE_THREAD__)

extern "C" const char* __tsan_default_suppressions() {
  return "race:librocksdb\n"
         "race:libstdc++\n";
}

#endif
