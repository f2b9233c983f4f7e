// How many tasks of a process, and of a process with all that descend from it, live and how many of them wait
// for others: so that "can anybody still do it?" is one look.
//
// A scope is a process and its descendants; scope 0 is everybody. Processes deeper than kDepthLimit count to
// the scope of their ancestor there: a scope may be too large, never too small.
// Cost: the depth of the process, once for each change.
#pragma once

#include <cstdint>
#include <vector>

namespace heddle::model {

class ScopeTree {
public:
    static constexpr std::uint32_t kDepthLimit = 16;

    struct Counts {
        std::int64_t live = 0, waiting = 0;
        [[nodiscard]] bool hasFree() const { return live > waiting; }
    };

    ScopeTree() { m_scopes.resize(1); }

    // The scope of a new process whose parent is of scope `parent`.
    [[nodiscard]] std::uint32_t addProcess(std::uint32_t parent) {
        if (m_scopes[parent].depth >= kDepthLimit)
            return parent;
        m_scopes.push_back({parent, m_scopes[parent].depth + 1, {}, {}});
        return static_cast<std::uint32_t>(m_scopes.size() - 1);
    }
    void changeLive(std::uint32_t scope, std::int64_t by) { change(scope, &Counts::live, by); }
    void changeWaiting(std::uint32_t scope, std::int64_t by) { change(scope, &Counts::waiting, by); }

    // Of the process alone, and with its descendants.
    [[nodiscard]] const Counts& own(std::uint32_t scope) const { return m_scopes[scope].own; }
    [[nodiscard]] const Counts& all(std::uint32_t scope) const { return m_scopes[scope].all; }
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
        Counts own, all;
    };
    void change(std::uint32_t scope, std::int64_t Counts::*which, std::int64_t by) {
        m_scopes[scope].own.*which += by;
        for (;; scope = m_scopes[scope].parent) {
            m_scopes[scope].all.*which += by;
            if (scope == 0)
                return;
        }
    }
    std::vector<Scope> m_scopes;
};

}  // namespace heddle::model
