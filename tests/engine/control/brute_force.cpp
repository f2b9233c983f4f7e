#include "tests/engine/control/brute_force.h"

#include "engine/control/failure.h"
#include "engine/control/search/dependence.h"

namespace heddle::control::testing {
namespace {

bool dependOn(const Step& a, const Step& b) {
    return a.choice.task == b.choice.task ||
           areDependent({a.choice.task, a.operation}, {b.choice.task, b.operation});
}

class Walker {
public:
    Walker(std::uint64_t most, bool withClasses) : m_most(most), m_withClasses(withClasses) {}
    EveryInterleaving result;

    void walk(const Machine& machine, Outcome failed, std::size_t switches) {
        if (result.schedules > m_most) {
            result.wasTooMany = true;
            return;
        }
        if (machine.standing() != Outcome::GoesOn) {
            ++result.schedules;
            result.ends.insert({machine.standing(), machine.fingerprint()});
            if (m_withClasses)
                result.classes.insert(normalForm());
            return;
        }
        for (std::size_t i = 0; i < machine.views().size(); ++i) {
            for (const bool timesOut : {false, true}) {
                const TaskView& view = machine.views()[i];
                if (!(timesOut ? view.mayTimeOut : view.mayGo))
                    continue;
                Machine next = machine;
                const std::size_t before = m_created.size();
                m_created.resize(next.views().size(), -1);
                const bool switched = !m_steps.empty() && m_steps.back().choice.task != taskAt(i);
                m_steps.push_back({{taskAt(i), timesOut}, view.next});
                Outcome outcome = next.step({taskAt(i), timesOut});
                if (outcome == Outcome::GoesOn && hasCycle(next, taskAt(i)))
                    outcome = Outcome::Deadlock;
                for (std::size_t c = m_created.size(); c < next.views().size(); ++c)
                    m_created.push_back(static_cast<int>(m_steps.size()) - 1);
                const bool fails = isFailure(outcome);
                if (fails && failed == Outcome::GoesOn)
                    noteFailure(outcome, switches + (switched ? 1 : 0));
                walk(next, failed == Outcome::GoesOn && fails ? outcome : failed,
                     switches + (switched ? 1 : 0));
                m_steps.pop_back();
                m_created.resize(std::max(before, machine.views().size()));
            }
        }
    }

private:
    static bool hasCycle(const Machine& machine, TaskNumber from) {
        std::vector<TaskNumber> cycle;
        findCycle(machine.views(), from, cycle);
        return !cycle.empty();
    }

    void noteFailure(Outcome outcome, std::size_t switches) {
        const std::pair here{m_steps.size(), switches};
        const auto [at, isNew] = result.shortestFailures.emplace(outcome, here);
        if (!isNew && here < at->second)
            at->second = here;
    }

    // The least (by task) linear order of the same steps that keeps the order of all dependent ones.
    std::string normalForm() const {
        std::vector<bool> done(m_steps.size());
        std::string form;
        for (std::size_t placed = 0; placed < m_steps.size(); ++placed) {
            std::size_t best = m_steps.size();
            for (std::size_t i = 0; i < m_steps.size(); ++i) {
                if (done[i] || (best < m_steps.size() && m_steps[best].choice.task <= m_steps[i].choice.task))
                    continue;
                bool isFree = true;
                for (std::size_t j = 0; j < i && isFree; ++j) {
                    const std::size_t task = indexOf(m_steps[i].choice.task);
                    const bool createdIt = task < m_created.size() && m_created[task] == static_cast<int>(j);
                    isFree = done[j] || !(dependOn(m_steps[j], m_steps[i]) || createdIt);
                }
                if (isFree)
                    best = i;
            }
            done[best] = true;
            form += static_cast<char>('a' + indexOf(m_steps[best].choice.task));
            if (m_steps[best].choice.timesOut)
                form += '!';
        }
        return form;
    }

    std::uint64_t m_most;
    bool m_withClasses;
    std::vector<Step> m_steps;
    std::vector<int> m_created;  // for each task: the step that created it, -1 for the first ones
};

}  // namespace

EveryInterleaving everyInterleaving(const Program& program, std::uint64_t most, bool withClasses) {
    Walker walker{most, withClasses};
    if (Machine{program}.standing() == Outcome::Deadlock)
        walker.result.shortestFailures[Outcome::Deadlock] = {0, 0};
    walker.walk(Machine{program}, Outcome::GoesOn, 0);
    return std::move(walker.result);
}

}  // namespace heddle::control::testing
