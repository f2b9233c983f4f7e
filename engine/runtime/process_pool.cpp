#include "engine/runtime/process_pool.h"

#include <csignal>

namespace heddle::runtime {

using Word = WorkerSays::Word;

namespace {

constexpr std::uint32_t kNoMore = WorkBoard::kPlaces;  // the word to end, among the places
constexpr auto kLookEvery = std::chrono::milliseconds{100};

std::exception_ptr failure(const std::string& text) {
    return std::make_exception_ptr(std::runtime_error{text});
}

}  // namespace

ProcessPool::ProcessPool(std::uint32_t workers, const std::string& name, CallSite at)
    : m_workers(workers),
      m_tasks(WorkBoard::kPlaces + workers, name, at),
      m_answers(2 * WorkBoard::kPlaces + 1, name + " answers", at) {
    if (workers == 0)
        misuse("a pool is made without workers");
    for (std::uint32_t i = 0; i < workers; ++i)
        m_team.emplace_back(
            name + "-" + std::to_string(i + 1), [this, i, at] { work(i, at); }, at);
    m_collector.emplace(
        name + " collector", [this, at] { collect(at); }, at);
}

ProcessPool::~ProcessPool() {
    close(CallSite{});
    join(CallSite{});
}

void ProcessPool::give(const std::vector<std::shared_ptr<RemoteState>>& errands, CallSite at) {
    {
        const std::lock_guard lock{m_lock};
        if (m_isClosed) {
            for (const auto& errand : errands) m_board.giveBack(errand->place);
            throw PoolClosed{};
        }
        for (const auto& errand : errands) m_pending.emplace(errand->place, errand);
    }
    for (const auto& errand : errands) m_tasks.put(errand->place, at);
}

void ProcessPool::work(std::uint32_t worker, CallSite at) {
    const std::uint32_t self = ThreadContext::current().self().value();
    for (std::uint32_t number = m_tasks.get(at); number != kNoMore; number = m_tasks.get(at)) {
        WorkPlace& place = m_board.place(number);
        std::uint32_t free = WorkPlace::kFree;
        if (!place.claim.compare_exchange_strong(free, WorkPlace::kWorkers + worker)) {
            m_answers.put({number, self, Word::Skipped}, at);
            continue;
        }
        m_answers.put({number, self, Word::Began}, at);
        WorkBoard::perform(place);
        m_answers.put({number, self, place.textBytes == 0 ? Word::Done : Word::Failed}, at);
    }
}

void ProcessPool::collect(CallSite at) {
    const bool isControlled = ThreadContext::current().gate() != nullptr;
    for (;;) {
        const auto answer = isControlled ? m_answers.get(at) : m_answers.getFor(kLookEvery, at);
        if (!answer)
            failWorkOfTheDead();
        else if (answer->word == Word::NoMore)
            return;
        else
            handle(*answer);
    }
}

void ProcessPool::handle(const WorkerSays& answer) {
    std::shared_ptr<RemoteState> errand;
    {
        const std::lock_guard lock{m_lock};
        const auto found = m_pending.find(answer.place);
        if (found == m_pending.end())
            return;
        errand = found->second;
        if (answer.word != Word::Began)
            m_pending.erase(found);
    }
    const WorkPlace& place = m_board.place(answer.place);
    std::exception_ptr error;
    switch (answer.word) {
        case Word::Began:
            errand->future().begin(TaskRef{answer.worker});
            return;
        case Word::Done:
            errand->readResult(place.result);
            break;
        case Word::Failed:
            error = failure({reinterpret_cast<const char*>(place.result), place.textBytes});
            break;
        case Word::Skipped:
        case Word::NoMore:
            break;
    }
    m_board.giveBack(answer.place);
    if (answer.word != Word::Skipped)
        errand->future().finish(error);
}

// What the workers that have died were doing; all that is left if none lives.
void ProcessPool::failWorkOfTheDead() {
    std::vector<std::shared_ptr<RemoteState>> lost;
    std::uint32_t alive = 0;
    std::vector<bool> isDead;
    for (const Process& worker : m_team) {
        isDead.push_back(!isAlive(Tid{worker.pid()}));
        alive += !isDead.back();
    }
    {
        const std::lock_guard lock{m_lock};
        for (auto at = m_pending.begin(); at != m_pending.end();) {
            const std::uint32_t claim = m_board.place(at->first).claim.load();
            const bool isLost =
                claim >= WorkPlace::kWorkers ? isDead[claim - WorkPlace::kWorkers] : alive == 0;
            if (isLost)
                lost.push_back(at->second);
            at = isLost ? m_pending.erase(at) : std::next(at);
        }
    }
    for (const auto& errand : lost) {
        m_board.giveBack(errand->place);
        errand->future().begin(TaskRef{});
        errand->future().finish(failure("the worker has ended in the middle of the work"));
    }
}

void ProcessPool::close(CallSite at) {
    {
        const std::lock_guard lock{m_lock};
        if (std::exchange(m_isClosed, true))
            return;
    }
    for (std::uint32_t i = 0; i < m_workers; ++i) m_tasks.put(kNoMore, at);
}

void ProcessPool::terminate(CallSite at) {
    close(at);
    std::vector<std::shared_ptr<RemoteState>> rest;
    {
        const std::lock_guard lock{m_lock};
        for (const auto& [place, errand] : m_pending) rest.push_back(errand);
    }
    for (const auto& errand : rest) errand->future().cancel(at);
    for (Process& worker : m_team) worker.terminate(at);
    join(at);
    for (const auto& errand : rest) {
        if (errand->future().begin(TaskRef{}) || errand->future().status(at) == FutureStatus::Running)
            errand->future().finish(failure("the pool was terminated in the middle of the work"));
    }
}

void ProcessPool::join(CallSite at) {
    for (Process& worker : m_team) worker.join(at);
    if (m_collector) {
        m_answers.put({.word = Word::NoMore}, at);
        m_collector->join(at);
        m_collector.reset();
    }
    m_team.clear();
}

}  // namespace heddle::runtime
