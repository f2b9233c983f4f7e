// Capture, put together: feeds and channels -> merger -> resolver -> stream. See capture.h for its contract.
#pragma once

#include <poll.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/capture/capture.h"
#include "engine/capture/channel_set.h"
#include "engine/capture/kernel_feed.h"
#include "engine/capture/merger.h"
#include "engine/capture/name_table.h"
#include "engine/capture/resolver.h"
#include "engine/capture/task_watch.h"

namespace heddle::capture {

class LiveCapture final : public Capture {
public:
    explicit LiveCapture(const CaptureOptions& options) : m_options(options) {}
    // Opens the best source permitted, or the forced one.
    Result<void> open();

    [[nodiscard]] wire::KernelSource source() const override { return m_source; }
    [[nodiscard]] std::string whyNotBetter() const override { return m_whyNotBetter; }
    void wait(Duration limit) override;
    void poll(std::vector<wire::Event>& out) override;
    [[nodiscard]] Instant settledUntil() const override {
        return instantFromNs(static_cast<std::int64_t>(m_settled));
    }
    void noteReaped(Pid pid, int waitStatus, Instant when) override;
    void noteStopped(Pid pid, Instant when) override { noteJob(wire::EventKind::Stopped, pid, when); }
    void noteContinued(Pid pid, Instant when) override { noteJob(wire::EventKind::Continued, pid, when); }
    [[nodiscard]] std::size_t liveTasks() const override { return m_resolver ? m_resolver->liveTasks() : 0; }
    void finish(std::vector<wire::Event>& out) override;

private:
    bool tryOpen(wire::KernelSource source, std::string& refusal);
    void introduceRoot(std::vector<wire::Event>& out);
    void mergeUntil(std::uint64_t until, std::vector<wire::Event>& out);
    void noteRemarkable(const wire::Event& fact);
    void noteJob(wire::EventKind kind, Pid pid, Instant when);

    CaptureOptions m_options;
    wire::KernelSource m_source = wire::KernelSource::None;
    std::string m_whyNotBetter;
    Merger m_merger;
    NameTable m_names;
    std::unique_ptr<KernelFeed> m_feed;
    std::unique_ptr<ChannelSet> m_channels;
    std::unique_ptr<Resolver> m_resolver;
    std::unique_ptr<TaskWatch> m_watch;
    std::uint32_t m_rootName = 0;
    std::uint32_t m_notes = 0;    // the stream of what the parent and the watch say
    std::vector<TaskId> m_ended;  // since the last poll
    std::vector<pollfd> m_polled;
    std::uint64_t m_settled = 0;
    std::uint64_t m_nextSearchForDead = 0;
    bool m_begun = false;
};

}  // namespace heddle::capture
