// The names of a run's tasks or objects, as the segment has them, made unique: the second "worker" is
// "worker#2", one without a name is known by what it is and its number.
//
// A name depends only on those of lower numbers, so it stays what it is for the rest of the run. A value; one
// thread.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>

#include "engine/control/standing.h"

namespace heddle::control {

class Names {
public:
    // `kind`: "task", "object".
    explicit Names(std::string_view kind) : m_kind(kind) {}

    [[nodiscard]] std::size_t size() const { return m_names.size(); }
    // The next one.
    void add(std::string_view given);
    // number < size(). Valid until clear().
    [[nodiscard]] std::string_view operator[](std::size_t number) const { return m_names[number]; }
    void clear() { m_names.clear(), m_taken.clear(); }

private:
    std::string_view m_kind;
    std::deque<std::string> m_names;
    std::unordered_set<std::string_view> m_taken;
};

// The names of the run in a segment, read when they are asked for.
class SegmentNames {
public:
    explicit SegmentNames(const wire::Segment& segment) : m_segment(segment) {}

    // Of a task or object that there is. Valid until clear().
    [[nodiscard]] std::string_view of(TaskNumber task);
    [[nodiscard]] std::string_view of(ObjectNumber object);
    // The run begins anew.
    void clear() { m_tasks.clear(), m_objects.clear(); }

private:
    const wire::Segment& m_segment;
    Names m_tasks{"task"};
    Names m_objects{"object"};
};

}  // namespace heddle::control
