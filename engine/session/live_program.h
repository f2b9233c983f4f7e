// A scenario's real tasks under control.
#pragma once

#include <memory>
#include <optional>

#include "engine/control/live/live_executor.h"
#include "engine/session/fact_reader.h"
#include "engine/session/request.h"
#include "engine/session/stepping/step_program.h"

namespace heddle::session {

class LiveProgram final : public StepProgram {
public:
    // Errors: as of Session::launch().
    static Result<std::unique_ptr<StepProgram>> create(const RunRequest& request);
    // Any program on the runtime.
    static Result<std::unique_ptr<StepProgram>> create(host::Launch launch,
                                                       const control::LiveOptions& options = {});

    [[nodiscard]] control::Executor& executor() override { return *m_executor; }
    void forget() override { m_reader.emplace(m_executor->segment()); }
    void drain(std::vector<wire::Event>& facts) override { m_reader->drain(facts); }
    [[nodiscard]] SiteId siteOf(control::TaskNumber task) const override { return m_executor->siteOf(task); }
    [[nodiscard]] int statusOf(control::TaskNumber task) const override { return m_executor->statusOf(task); }

private:
    explicit LiveProgram(std::unique_ptr<control::LiveExecutor> executor) : m_executor(std::move(executor)) {}

    std::unique_ptr<control::LiveExecutor> m_executor;
    std::optional<FactReader> m_reader;
};

}  // namespace heddle::session
