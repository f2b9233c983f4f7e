// A search in the process heddle-finder: starts it, hears it, and finds out where it stands when it crashes
// or comes to no next step.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/base/phrase.h"
#include "engine/control/live/live_executor.h"
#include "engine/control/schedule.h"
#include "engine/finder/news.h"
#include "engine/host/host_client.h"
#include "engine/session/search/schedule_search.h"
#include "engine/wire/segment.h"

namespace heddle::session {

class FinderSearch final : public ScheduleSearch {
public:
    static Result<std::unique_ptr<ScheduleSearch>> start(const SearchRequest& request);
    ~FinderSearch() override;

    [[nodiscard]] SearchProgress progress() const override;
    void postCancel() override { m_isCancelled.store(true, std::memory_order_relaxed); }
    void setEndListener(std::function<void()> postEnded) override;
    bool waitForEnd(Duration limit) override;
    [[nodiscard]] const SearchResult& result() const override;

private:
    FinderSearch(SearchRequest request, control::ScheduleSubject subject)
        : m_request(std::move(request)), m_subject(std::move(subject)) {}

    Result<void> launch();
    void run();
    void hear();
    // All of its news that have come whole. False: there will be no more.
    bool takeNews();
    void take(const finder::News& news, const std::vector<std::string>& texts);
    // Whether a task has moved for longer than it may.
    [[nodiscard]] bool isStuck();
    void hearEnd();
    // `say` makes a sentence of whom it is about.
    void takeFoundInSegment(FoundKind kind, const std::function<Phrase(const Phrase&)>& say);
    void take(control::Schedule schedule);
    // The scenario with its own processes, threads and fibers; what it prints goes nowhere.
    [[nodiscard]] Result<std::unique_ptr<control::LiveExecutor>> realTasks() const;
    void lookForProcesses();
    void confirm();
    void finish();

    const SearchRequest m_request;
    const control::ScheduleSubject m_subject;
    std::unique_ptr<wire::Segment> m_segment;
    std::unique_ptr<host::HostClient> m_host;
    Pid m_finder;
    FileDescriptor m_news;
    FileDescriptor m_nowhere;
    std::string m_unread;
    control::Schedule m_schedule;  // found
    SearchResult m_result;
    bool m_isOver = false;  // the finder has said all
    struct {
        std::uint32_t round = 0, step = 0;
        Instant since{};
    } m_stand;  // where the finder was seen last

    std::atomic<bool> m_isCancelled{false};
    mutable std::mutex m_lock;  // of what follows
    std::condition_variable m_ended;
    SearchProgress m_progress;
    std::function<void()> m_postEnded;
    bool m_hasEnded = false;
    std::thread m_thread;
};

}  // namespace heddle::session
