#include "tests/engine/scenarios/observed_run.h"

#include <fcntl.h>

#include <QList>

#include "engine/capture/capture.h"
#include "engine/host/host_client.h"
#include "engine/model/model.h"

namespace heddle::test {

scenarios::Parameters parsed(const scenarios::Scenario& scenario, const Values& values) {
    return scenarios::Parameters::parse(scenario.parameters, values).value();
}

bool usesFibers(const QByteArray& id) {
    static const QList<QByteArray> others{
        "start-cost",       "generator-ping-pong",     "yield-cost",
        "million-switches", "echo-process-per-client", "echo-thread-per-client",
        "master-worker"};
    return id.contains("fiber") || others.contains(id);
}

Run observe(const scenarios::Scenario& scenario, const Values& values, std::vector<wire::Event>* stream,
            std::optional<wire::KernelSource> source) {
    Run run;
    const auto segment = wire::Segment::create();
    const auto host = host::HostClient::start();
    if (!segment || !host)
        return {.failure = "no segment or no host", .seen = {}};
    segment.value()->header().wantsCreationSteps.store(scenario.wantsCreationSteps);
    const FileDescriptor nowhere{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    host::Launch launch;
    launch.scenario = std::string{scenario.id};
    launch.parameters = values;
    launch.segmentFd = segment.value()->fd();
    launch.outputFd = nowhere.get();
    const auto root = host.value()->prepare(launch);
    if (!root)
        return {.failure = root.error().sentence(), .seen = {}};
    auto capture = capture::Capture::start({.root = root.value(),
                                            .segment = segment.value().get(),
                                            .forcedSource = source,
                                            .tellsCreationSteps = scenario.wantsCreationSteps});
    if (!capture)
        return {.failure = capture.error().sentence(), .seen = {}};
    model::Model model;
    std::vector<wire::Event> events;
    const auto take = [&] {
        model.apply(events);
        if (stream)
            stream->insert(stream->end(), events.begin(), events.end());
        events.clear();
    };
    host.value()->go();
    const Instant begin = MonotonicClock::now();
    const scenarios::Parameters set = parsed(scenario, values);
    const bool standsStill = scenario.promisesStandstill(set);
    const Duration limit = standsStill ? scenario.endsAfter(set) : std::chrono::seconds{60};
    bool hasEnded = false, isStopping = false;
    while (!hasEnded) {
        capture.value()->wait(std::chrono::milliseconds{5});
        capture.value()->poll(events);
        take();
        // A deadlock that was promised and has come needs no more waiting.
        const bool hasCome = standsStill && !model.snapshot(MonotonicClock::now())->deadlocks().empty();
        if (!isStopping && (hasCome || MonotonicClock::now() - begin > limit)) {
            isStopping = true;
            host.value()->stop();
        }
        std::vector<host::Message> messages;
        if (!host.value()->receive(messages) && messages.empty())
            return {.failure = "the host is gone", .seen = {}};
        for (const host::Message& message : messages) {
            hasEnded = hasEnded || message.kind == host::Message::Kind::AllEnded;
            if (message.kind != host::Message::Kind::Reaped)
                continue;
            capture.value()->noteReaped(message.pid, message.status, message.time);
            if (message.pid == root.value())
                run.status = message.status;
        }
    }
    run.took = MonotonicClock::now() - begin;
    capture.value()->finish(events);
    take();
    run.seen = model.snapshot(MonotonicClock::now());
    return run;
}

}  // namespace heddle::test
