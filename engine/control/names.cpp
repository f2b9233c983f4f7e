#include "engine/control/names.h"

#include <cstring>

namespace heddle::control {
namespace {

std::string_view textOf(const wire::NameRecord& name) {
    return {name.text, ::strnlen(name.text, sizeof name.text)};
}

}  // namespace

void Names::add(std::string_view given) {
    std::string name{given};
    if (name.empty())
        name = std::string{m_kind} + " " + std::to_string(m_names.size() + 1);
    const std::string base = name;
    for (std::size_t count = 2; m_taken.contains(name); ++count) name = base + "#" + std::to_string(count);
    m_taken.insert(m_names.emplace_back(std::move(name)));
}

std::string_view SegmentNames::of(TaskNumber task) {
    while (m_tasks.size() <= indexOf(task))
        m_tasks.add(textOf(m_segment.nameOf(refOf(taskAt(m_tasks.size())))));
    return m_tasks[indexOf(task)];
}

std::string_view SegmentNames::of(ObjectNumber object) {
    const auto index = static_cast<std::size_t>(object);
    while (m_objects.size() <= index)
        m_objects.add(textOf(m_segment.nameOf(idOf(static_cast<ObjectNumber>(m_objects.size())))));
    return m_objects[index];
}

}  // namespace heddle::control
