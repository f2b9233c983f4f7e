#include "engine/session/report/wait_summary.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace heddle::session {
namespace {

bool waits(const model::Interval& interval) {
    return interval.state == model::State::Blocked || interval.state == model::State::SuspendedBlocked;
}

}  // namespace

std::vector<WaitSummary> waitsOf(const model::Snapshot& snapshot, TaskId task) {
    std::map<std::tuple<wire::Operation, ObjectId, TaskId>, WaitSummary> byReason;
    const model::HistoryView history = snapshot.history(task);
    model::Interval before, whole;
    for (std::size_t i = 0; i < history.size(); ++i) {
        const model::Interval interval = history.at(i);
        if (waits(interval)) {
            const model::Wait& reason = interval.wait;
            WaitSummary& summary = byReason[{reason.operation, reason.object, reason.other}];
            summary.total += interval.length();
            // Suspended and activated in the middle of a wait, or woken to look whether somebody has died:
            // still one wait.
            const bool goesOn =
                summary.count > 0 && (interval.isSameWait || (waits(before) && before.wait == reason));
            summary.count += goesOn ? 0 : 1;
            const Instant begin = goesOn ? whole.begin : interval.begin;
            whole = interval;
            whole.begin = begin;
            if (whole.length() >= summary.longest.length()) {
                summary.longest = whole;
                summary.lastPart = interval.begin;
                summary.reason = reason;
            }
        }
        before = interval;
    }
    std::vector<WaitSummary> summaries;
    summaries.reserve(byReason.size());
    for (auto& [key, summary] : byReason) summaries.push_back(summary);
    std::stable_sort(summaries.begin(), summaries.end(),
                     [](const WaitSummary& a, const WaitSummary& b) { return a.total > b.total; });
    return summaries;
}

}  // namespace heddle::session
