// What the runtime of a controlled run tells, read while nobody moves: all of it, in order, resolved.
//
// It is capture without a kernel source and without its patience: at rest every event that was written is
// there, so none has to be waited for. Thread rule: one thread; one reader for one start of the program.
#pragma once

#include <vector>

#include "engine/capture/channel_set.h"
#include "engine/capture/merger.h"
#include "engine/capture/name_table.h"
#include "engine/capture/resolver.h"

namespace heddle::session {

class FactReader {
public:
    explicit FactReader(const wire::Segment& segment);
    // Appends what was told since the last call.
    void drain(std::vector<wire::Event>& facts);

private:
    capture::NameTable m_names;
    capture::Merger m_merger;
    capture::ChannelSet m_channels;
    capture::Resolver m_resolver;
};

}  // namespace heddle::session
