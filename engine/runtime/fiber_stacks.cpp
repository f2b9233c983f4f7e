#include "engine/runtime/fiber_stacks.h"

#include <sys/mman.h>

#include <atomic>
#include <fstream>
#include <new>

#include "engine/runtime/stack_watch.h"

namespace heddle::runtime {
namespace {

constexpr std::size_t kWithGuard = FiberStacks::kGuardBytes + FiberStacks::kBytes;
constexpr int kGuardInstall = 102;  // MADV_GUARD_INSTALL, which the headers of Debian 12 do not know

std::atomic<std::size_t> g_guardMappings{0};

// A guard among stacks costs two mappings: itself, and what it cuts off.
std::size_t mostGuardMappings() {
    static const std::size_t most = [] {
        std::size_t maps = 65'530;
        std::ifstream{"/proc/sys/vm/max_map_count"} >> maps;
        return maps / 4;
    }();
    return most;
}

// nullptr: there is no memory.
std::byte* mapSlab() {
    void* slab = ::mmap(nullptr, FiberStacks::kBytesASlab, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return slab == MAP_FAILED ? nullptr : static_cast<std::byte*>(slab);
}

}  // namespace

void FiberStacks::Unmap::operator()(std::byte* slab) const {
    ::munmap(slab, kBytesASlab);
}

FiberStacks::~FiberStacks() {
    g_guardMappings -= m_guardMappings;
}

StackGuard FiberStacks::bestGuard() {
    static const StackGuard best = [] {
        const std::unique_ptr<std::byte, Unmap> slab{mapSlab()};
        const bool can = slab && ::madvise(slab.get(), kGuardBytes, kGuardInstall) == 0;
        return can ? StackGuard::Mark : StackGuard::Mapping;
    }();
    return best;
}

std::byte* FiberStacks::take() {
    if (!m_free.empty()) {
        std::byte* top = m_free.back();
        m_free.pop_back();
        StackWatch::forgetFrames(top - kBytes, kBytes);
        return top;
    }
    if (m_unused == 0)
        mapMore();
    std::byte* bottom = m_slabs.back().get() + (kStacksASlab - m_unused) * kWithGuard;
    guard(bottom);
    --m_unused;
    return bottom + kWithGuard;
}

void FiberStacks::mapMore() {
    std::unique_ptr<std::byte, Unmap> slab{mapSlab()};
    if (!slab)
        throw std::bad_alloc{};
    ::madvise(slab.get(), kBytesASlab, MADV_NOHUGEPAGE);  // one page of 2 MB would hold many stacks
    m_slabs.push_back(std::move(slab));
    m_unused = kStacksASlab;
}

void FiberStacks::guard(std::byte* bottom) {
    if (m_guard == StackGuard::Mark) {
        if (::madvise(bottom, kGuardBytes, kGuardInstall) != 0)
            throw std::bad_alloc{};
    } else if (g_guardMappings < mostGuardMappings() && ::mprotect(bottom, kGuardBytes, PROT_NONE) == 0) {
        ++m_guardMappings;
        ++g_guardMappings;
    }
}

}  // namespace heddle::runtime
