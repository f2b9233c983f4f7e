// PERF_RECORD_SWITCH of every CPU: of all tasks where that is permitted, for then the traced tasks carry no event
// contexts to switch (what is not of our tree is dropped when the stream is resolved); else of the process tree alone, by
// one inherited event for each CPU, as an ordinary user may open them.
#include "engine/capture/kernel_feed.h"
#include "engine/capture/permission.h"

namespace heddle::capture {
namespace {

class SwitchFeed final : public KernelFeed {
public:
    SwitchFeed(Pid root, Merger& merger, NameTable& names) : KernelFeed(merger, names), m_root(root) {}

private:
    static constexpr Pid kAllTasks{-1};

    std::optional<PerfRing> openRing(int cpu, std::size_t bytes) override {
        perf_event_attr attributes = schedulingRecords();
        FileDescriptor event = openPerfEvent(attributes, kAllTasks, cpu, bytes);
        if (!event) {
            attributes.inherit = 1;
            event = openPerfEvent(attributes, m_root, cpu, bytes);
        }
        if (!event)
            return std::nullopt;
        return PerfRing::map(std::move(event), bytes);
    }

    Error refusal(int error) const override {
        return Error{Fault::NotPermitted, "open switch records", errnoText(error), adviceForSwitches()};
    }

    void translateTracepoint(const PerfRecord&, Cpu&, FactStream&) override {}

    Pid m_root;
};

}  // namespace

std::unique_ptr<KernelFeed> makeSwitchFeed(Pid root, Merger& merger, NameTable& names) {
    return std::make_unique<SwitchFeed>(root, merger, names);
}

}  // namespace heddle::capture
