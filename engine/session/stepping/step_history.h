// The history of a controlled run as a list of nodes, immutable: a Position holds one while the run goes on.
//
// Thread rule: a value; the nodes are shared and never change. Cost: a list with one node more shares all but
// the last kChunk nodes with the list before, so that a million steps are published one by one without
// copying a million nodes each time.
// Invariant: a parent stands before its children.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/strong_id.h"
#include "engine/control/operation.h"

namespace heddle::session {

enum class NodeId : std::uint32_t { Start = 0 };

using control::Intervention;

// One step of the history, and where it stands in the tree. Node 0 is the start, and no step.
struct HistoryNode {
    NodeId parent = NodeId::Start;
    std::uint32_t depth = 0;                         // steps from the start
    TaskId task;                                     // who made it
    std::string taskName;                            // unique in the run
    bool timedOut = false;                           // it gave up instead of making its operation
    Intervention intervention = Intervention::None;  // what was done to it instead of a step
    std::string text;                                // "P1 lock A"
    wire::OperationKind operation = wire::OperationKind::None;
    ObjectId object;      // none where there is none
    std::string subject;  // name of the object, or of the task joined
    SiteId site;
    std::string name;  // of the branch that ends here; mostly empty
};

class StepHistory {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const HistoryNode& operator[](std::size_t index) const {
        return (*m_chunks[index / kChunk])[index % kChunk];
    }
    [[nodiscard]] const HistoryNode& operator[](NodeId id) const {
        return (*this)[static_cast<std::size_t>(id)];
    }

    // The same list with one more, and with another name of one.
    void append(HistoryNode node);
    void rename(NodeId id, std::string name);

    class Iterator {
    public:
        using value_type = HistoryNode;
        using difference_type = std::ptrdiff_t;
        Iterator() = default;
        Iterator(const StepHistory& list, std::size_t index) : m_list(&list), m_index(index) {}
        const HistoryNode& operator*() const { return (*m_list)[m_index]; }
        const HistoryNode* operator->() const { return &(*m_list)[m_index]; }
        Iterator& operator++() {
            ++m_index;
            return *this;
        }
        Iterator operator++(int) {
            Iterator before = *this;
            ++m_index;
            return before;
        }
        bool operator==(const Iterator& other) const { return m_index == other.m_index; }

    private:
        const StepHistory* m_list = nullptr;
        std::size_t m_index = 0;
    };
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, m_size}; }

private:
    static constexpr std::size_t kChunk = 64;
    using Chunk = std::vector<HistoryNode>;

    std::vector<std::shared_ptr<const Chunk>> m_chunks;
    std::size_t m_size = 0;
};

}  // namespace heddle::session
