// Test support: a controlled session, and waiting until it has done what was asked for.
#pragma once

#include <QTest>

#include <condition_variable>
#include <mutex>

#include "engine/session/stepping/controlled_session.h"
#include "engine/session/stepping/step_choice.h"

namespace heddle::session::testing {

class Stepping {
public:
    explicit Stepping(std::unique_ptr<ControlledSession> session) : m_session(std::move(session)) {
        m_session->setPositionListener([this] {
            const std::lock_guard lock(m_mutex);
            ++m_published;
            m_changed.notify_all();
        });
    }
    ~Stepping() { m_session.reset(); }

    static std::unique_ptr<Stepping> of(const std::string& scenario,
                                        std::map<std::string, std::string> parameters = {}) {
        RunRequest request;
        request.scenario = scenario;
        request.parameters = std::move(parameters);
        auto session = ControlledSession::start(request);
        if (!session)
            qFatal("%s", session.error().sentence().c_str());
        return std::make_unique<Stepping>(std::move(session).value());
    }

    ControlledSession* operator->() const { return m_session.get(); }
    ControlledSession& operator*() const { return *m_session; }
    void end() { m_session.reset(); }

    // Where it stands when nothing is to be done any more.
    PositionPtr rest() {
        for (std::uint64_t seen = 0;;) {
            {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [&] { return m_published >= m_wanted && m_published >= seen; });
                seen = m_published + 1;
            }
            // Not under our lock: the session holds one of its own when it tells us.
            if (PositionPtr position = m_session->position(); !position->isBusy)
                return position;
        }
    }
    // The position after something that was posted by `post`.
    template <class Post>
    PositionPtr after(Post post) {
        {
            const std::lock_guard lock(m_mutex);
            m_wanted = m_published + 1;
        }
        post(*m_session);
        return rest();
    }

    [[nodiscard]] TaskId task(const char* name) const {
        const auto found = findTask(*m_session->position(), name);
        return found ? found.value() : TaskId{};
    }
    [[nodiscard]] NextStep next(const char* name) const {
        return m_session->position()->tasks.at(task(name).value() - 1);
    }
    // One step of the task of that name. The reason if it is refused.
    std::string step(const char* name) {
        std::string why;
        after([&](ControlledSession& session) {
            if (auto posted = session.postStep(task(name)); !posted) {
                why = posted.error().sentence();
                session.postBack(0);
            }
        });
        return why;
    }
    void steps(std::initializer_list<const char*> names) {
        for (const char* name : names) {
            const std::string why = step(name);
            QVERIFY2(why.empty(), why.c_str());
        }
    }
    PositionPtr drive(const DriveRequest& request) {
        return after([&](ControlledSession& session) { session.postDrive(request); });
    }
    PositionPtr back(std::uint32_t steps = 1) {
        return after([&](ControlledSession& session) { session.postBack(steps); });
    }
    PositionPtr goTo(NodeId node) {
        return after([&](ControlledSession& session) { session.postGoTo(node); });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::uint64_t m_published = 0, m_wanted = 0;
    std::unique_ptr<ControlledSession> m_session;
};

}  // namespace heddle::session::testing
