// The stacks of one carrier's fibers. One that is given back is the next to be taken: it is still warm.
//
// Below each lies a guard: a fiber that goes too deep ends there (SIGSEGV) and harms nobody else. Since Linux
// 6.13 a guard is a mark in the page table, and every stack has one. Before, a guard is a mapping of its own,
// of which a process may have vm.max_map_count: half of them go to guards, and the stacks that come after
// that have none. One frame larger than the guard can step over it. Memory is kept until the carrier ends.
// Thread rule: the carrier. All stacks are given back before it is destroyed.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include <boost/context/stack_context.hpp>

namespace heddle::runtime {

// What a guard is made of.
enum class StackGuard {
    Mark,     // in the page table
    Mapping,  // that may not be touched
};

class FiberStacks {
public:
    static constexpr std::size_t kBytes = 128 * 1024;  // only what is touched costs memory
    static constexpr std::size_t kGuardBytes = 16 * 1024;
    static constexpr std::size_t kStacksASlab = 16;
    static constexpr std::size_t kBytesASlab = kStacksASlab * (kGuardBytes + kBytes);

    // What this kernel has.
    [[nodiscard]] static StackGuard bestGuard();
    explicit FiberStacks(StackGuard guard = bestGuard()) : m_guard(guard) {}
    ~FiberStacks();
    FiberStacks(const FiberStacks&) = delete;
    FiberStacks& operator=(const FiberStacks&) = delete;

    // The end of a stack: it grows downwards from there. Throws std::bad_alloc when there is no memory.
    [[nodiscard]] std::byte* take();
    void giveBack(std::byte* top) { m_free.push_back(top); }

    // One stack that was taken, as Boost wants to have it: it asks once, and gives it back when it is done.
    class Taken {
    public:
        Taken(FiberStacks& stacks, std::byte* top) : m_stacks(&stacks), m_top(top) {}
        [[nodiscard]] boost::context::stack_context allocate() const {
            boost::context::stack_context stack;
            stack.size = kBytes;
            stack.sp = m_top;
            return stack;
        }
        void deallocate(const boost::context::stack_context& stack) const {
            m_stacks->giveBack(static_cast<std::byte*>(stack.sp));
        }

    private:
        FiberStacks* m_stacks;
        std::byte* m_top;
    };

private:
    struct Unmap {
        void operator()(std::byte* slab) const;
    };

    void mapMore();
    void guard(std::byte* bottom);

    StackGuard m_guard;
    std::vector<std::unique_ptr<std::byte, Unmap>> m_slabs;  // own memory: a child has copies
    std::size_t m_unused = 0;         // stacks at the end of the last slab that nobody has had yet
    std::size_t m_guardMappings = 0;  // of the process's, made here
    std::vector<std::byte*> m_free;   // the ends of those that were given back
};

}  // namespace heddle::runtime
