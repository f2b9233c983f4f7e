// A test's own bookkeeping of who is inside, which all processes of the test see.
#pragma once

#include <sys/mman.h>

#include <atomic>
#include <cstdint>
#include <new>

namespace heddle::test {

struct Ledger {
    std::atomic<int> inside{0}, most{0}, done{0};
    std::atomic<bool> hasWaited{false};  // somebody
    std::atomic<std::int64_t> sum{0};
    std::int64_t unprotected = 0;

    void enter() {
        const int now = ++inside;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
    }
    void leave() { --inside; }
};

struct SharedLedger {
    SharedLedger() {
        void* memory =
            ::mmap(nullptr, sizeof(Ledger), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        ledger = new (memory) Ledger;
    }
    ~SharedLedger() { ::munmap(ledger, sizeof(Ledger)); }
    SharedLedger(const SharedLedger&) = delete;
    SharedLedger& operator=(const SharedLedger&) = delete;
    Ledger* operator->() const { return ledger; }
    Ledger* ledger;
};

}  // namespace heddle::test
