// Runs of live_programs.cpp under control, for tests.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include <QTest>

#include "engine/control/live/live_executor.h"

namespace heddle::test {

inline std::unique_ptr<control::LiveExecutor> liveRun(const std::string& program, int count = 2,
                                                      const control::LiveOptions& options = {}) {
    host::Launch launch;
    launch.command = {HEDDLE_LIVE_PROGRAMS, program, std::to_string(count)};
    auto made = control::LiveExecutor::create(std::move(launch), options);
    if (!made)
        qFatal("%s", made.error().sentence().c_str());
    if (auto started = made.value()->restart(); !started)
        qFatal("%s", started.error().sentence().c_str());
    return std::move(made).value();
}

inline control::TaskNumber taskNamed(const control::Executor& executor, std::string_view name) {
    for (std::size_t i = 0; i < executor.tasks().size(); ++i) {
        if (executor.nameOf(control::taskAt(i)) == name)
            return control::taskAt(i);
    }
    return control::TaskNumber::None;
}

inline control::ObjectNumber objectNamed(const control::LiveExecutor& run, std::string_view name) {
    const std::uint32_t count = run.segment().header().objectsUsed.load();
    for (std::uint32_t i = 1; i <= count; ++i) {
        if (run.nameOf(control::numberOf(ObjectId{i})) == name)
            return control::numberOf(ObjectId{i});
    }
    return control::ObjectNumber::None;
}

inline std::set<pid_t> processesOf(const control::LiveExecutor& run) {
    std::set<pid_t> pids;
    for (std::size_t i = 0; i < run.tasks().size(); ++i)
        pids.insert(run.segment().controlOf(control::refOf(control::taskAt(i))).pid.load());
    return pids;
}

inline QString text(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace heddle::test
