// Drains all channels of a segment, as an observer does, for tests of what traced tasks write. One a segment:
// a channel has one reader.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/wire/event_ring.h"

namespace heddle::test {

class CollectedEvents {
public:
    explicit CollectedEvents(const wire::Segment& segment) : m_segment(segment) {}

    // Takes over what has been written since the last call, in the order of time (of objects: of their
    // sequence).
    void drain() {
        const std::uint32_t used = m_segment.header().channelsUsed.load();
        for (std::uint32_t i = 0; i < used; ++i) {
            const auto state = m_segment.channel(i).state.load();
            auto& reader = m_readers[i];
            if (state == wire::ChannelState::Free)
                continue;
            if (!reader)
                reader = std::make_unique<wire::EventReader>(m_segment, i);
            while (!reader->drain(m_events, 100'000)) {
            }
            if (state != wire::ChannelState::Closed)
                continue;
            reader->finish(m_events, wire::readTicks(m_segment.tickKind()));
            reader.reset();
        }
        std::stable_sort(m_events.begin(), m_events.end(),
                         [](const wire::Event& a, const wire::Event& b) { return a.time < b.time; });
    }
    [[nodiscard]] const std::vector<wire::Event>& all() const { return m_events; }
    // Forgets what happened so far, but not what names mean.
    void startOver() {
        drain();
        std::erase_if(m_events, [](const wire::Event& event) {
            return event.kind != wire::EventKind::TextPiece && event.kind != wire::EventKind::SiteDefined;
        });
    }

    [[nodiscard]] std::vector<wire::Event> of(wire::EventKind kind) const {
        std::vector<wire::Event> found;
        for (const wire::Event& event : m_events)
            if (event.kind == kind)
                found.push_back(event);
        return found;
    }
    [[nodiscard]] std::size_t count(wire::EventKind kind) const { return of(kind).size(); }
    // The events on one object that carry a sequence number, by that number.
    [[nodiscard]] std::vector<wire::Event> onObject(ObjectId id) const {
        using enum wire::EventKind;
        std::vector<wire::Event> found;
        for (const wire::Event& event : m_events)
            if (event.object == id.value() && event.kind >= WaitBegan && event.kind <= ValueRead)
                found.push_back(event);
        std::sort(found.begin(), found.end(),
                  [](const wire::Event& a, const wire::Event& b) { return a.sequence() < b.sequence(); });
        return found;
    }
    [[nodiscard]] std::string text(TextId id) const {
        std::string text;
        for (const wire::Event& event : of(wire::EventKind::TextPiece))
            if (event.task == id.value())
                wire::appendTextPiece(event, text);
        return text;
    }
    // Of tasks, by their refs.
    [[nodiscard]] std::string nameOfTask(std::uint32_t ref) const {
        for (const wire::Event& event : of(wire::EventKind::TaskNamed))
            if (event.task == ref)
                return text(TextId{event.object});
        return {};
    }
    [[nodiscard]] ObjectId objectNamed(const std::string& name) const {
        for (const wire::Event& event : of(wire::EventKind::ObjectNamed))
            if (text(TextId{static_cast<std::uint32_t>(event.value)}) == name)
                return event.objectId();
        return {};
    }

private:
    const wire::Segment& m_segment;
    std::map<std::uint32_t, std::unique_ptr<wire::EventReader>> m_readers;
    std::vector<wire::Event> m_events;
};

}  // namespace heddle::test
