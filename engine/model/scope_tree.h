// How many tasks of each process live and how many of them wait for others, and whether anybody is free in a
// process or in what descends from it: so that "can anybody still do it?" is one look.
//
// A scope is a process and its descendants; scope 0 is everybody. Processes deeper than kDepthLimit count to
// the scope of their ancestor there: a scope may be too large, never too small.
// Cost: two counts for each change; only where a process gets its first free task, or loses its last, its
// ancestors are told.
#pragma once

#include <cstdint>
#include <vector>

namespace heddle::model {

class ScopeTree {
public:
    static constexpr std::uint32_t kDepthLimit = 16;

    struct Counts {
        std::int64_t live = 0;
        std::int64_t free = 0;  // those who live and wait for nobody
        [[nodiscard]] bool hasFree() const { return free > 0; }
        [[nodiscard]] std::int64_t waiting() const { return live - free; }
    };

    ScopeTree() { m_scopes.resize(1); }

    // The scope of a new process whose parent is of scope `parent`.
    [[nodiscard]] std::uint32_t addProcess(std::uint32_t parent) {
        if (m_scopes[parent].depth >= kDepthLimit)
            return parent;
        m_scopes.push_back({parent, m_scopes[parent].depth + 1, {}, 0});
        return static_cast<std::uint32_t>(m_scopes.size() - 1);
    }
    void changeLive(std::uint32_t scope, std::int64_t by) {
        m_all.live += by;
        m_scopes[scope].own.live += by;
        changeFree(scope, by);
    }
    void changeWaiting(std::uint32_t scope, std::int64_t by) { changeFree(scope, -by); }

    // Of the process alone, and of everybody.
    [[nodiscard]] const Counts& own(std::uint32_t scope) const { return m_scopes[scope].own; }
    [[nodiscard]] const Counts& all() const { return m_all; }
    // Somebody of the process or of its descendants waits for nobody.
    [[nodiscard]] bool hasFree(std::uint32_t scope) const { return m_scopes[scope].hasFree(); }
    [[nodiscard]] std::uint32_t parent(std::uint32_t scope) const { return m_scopes[scope].parent; }
    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(m_scopes.size()); }

    // The smallest scope that holds both.
    [[nodiscard]] std::uint32_t common(std::uint32_t a, std::uint32_t b) const {
        while (a != b) {
            std::uint32_t& deeper = m_scopes[a].depth >= m_scopes[b].depth ? a : b;
            deeper = m_scopes[deeper].parent;
        }
        return a;
    }

private:
    struct Scope {
        std::uint32_t parent = 0, depth = 0;
        Counts own;
        std::uint32_t freeChildren = 0;  // scopes right below in which somebody is free
        [[nodiscard]] bool hasFree() const { return own.hasFree() || freeChildren > 0; }
    };
    void changeFree(std::uint32_t scope, std::int64_t by) {
        m_all.free += by;
        Scope& changed = m_scopes[scope];
        const bool hadFree = changed.hasFree();
        changed.own.free += by;
        if (changed.hasFree() != hadFree)
            tellAncestors(scope, !hadFree);
    }
    void tellAncestors(std::uint32_t scope, bool isFree) {
        while (scope != 0) {
            Scope& parent = m_scopes[m_scopes[scope].parent];
            const bool hadFree = parent.hasFree();
            parent.freeChildren += isFree ? 1u : ~0u;
            if (parent.hasFree() == hadFree)
                return;
            scope = m_scopes[scope].parent;
        }
    }

    Counts m_all;
    std::vector<Scope> m_scopes;
};

}  // namespace heddle::model
