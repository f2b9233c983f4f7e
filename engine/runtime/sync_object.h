// What all synchronisation objects share: an id, a record in the segment, a name, their birth and their end.
#pragma once

#include <string_view>

#include "engine/runtime/wait.h"
#include "engine/wire/state_word.h"

namespace heddle::runtime {

using wire::changeWord;
using wire::kLargestState;
using wire::nextSequence;
using wire::StateWord;

class SyncObject {
public:
    SyncObject(const SyncObject&) = delete;
    SyncObject& operator=(const SyncObject&) = delete;
    [[nodiscard]] ObjectId id() const { return m_id; }

protected:
    SyncObject(wire::ObjectKind kind, std::string_view name, std::uint32_t capacity, std::uint32_t initial,
               CallSite at);
    // The object `existing`, which somebody else made, and ends: the same one, seen from here.
    explicit SyncObject(ObjectId existing);
    ~SyncObject();

    [[nodiscard]] wire::ObjectRecord& record() const { return *m_record; }
    // An event on this object, by the task of `step` unless `event` says otherwise.
    void write(const Step& step, wire::Event event) const {
        event.object = m_id.value();
        if (event.site == 0)
            event.site = step.site.value();
        step.thread.write(event);
    }
    // Gives the object a name that all views show.
    void giveName(const Step& step, std::string_view name) const;
    // A controlled run let the time limit of the operation pass.
    void writeGivenUp(const Step& step, wire::Operation operation) const;

private:
    ObjectId m_id;
    wire::ObjectRecord* m_record;
    bool m_isMine = true;
};

}  // namespace heddle::runtime
