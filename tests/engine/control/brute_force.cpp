#include "tests/engine/control/brute_force.h"

#include "engine/control/failure.h"
#include "engine/control/search/dependence.h"

namespace heddle::control::testing {
namespace {

bool dependOn(const Step& a, const Step& b) {
    return a.choice.task == b.choice.task ||
           areDependent({a.choice.task, a.operation}, {b.choice.task, b.operation});
}

// A machine that is only looked at.
class MachineView : public Executor {
public:
    explicit MachineView(const Machine& machine) : m_machine(machine) {}
    Result<void> restart() override { return {}; }
    [[nodiscard]] std::span<const TaskView> tasks() const override { return m_machine.views(); }
    Outcome step(Choice) override { return standing(); }
    [[nodiscard]] Outcome standing() const override { return m_machine.standing(); }
    [[nodiscard]] std::string_view message() const override { return m_machine.message(); }
    [[nodiscard]] std::string_view nameOf(TaskNumber) const override { return {}; }
    [[nodiscard]] std::string_view nameOf(ObjectNumber) const override { return {}; }
    [[nodiscard]] std::uint64_t fingerprint() const override { return 0; }

private:
    const Machine& m_machine;
};

class Walker {
public:
    Walker(std::uint64_t most, bool withClasses) : m_most(most), m_withClasses(withClasses) {}
    EveryInterleaving result;

    void walk(const Machine& machine, bool hasFailed, std::size_t switches) {
        if (result.schedules > m_most) {
            result.wasTooMany = true;
            return;
        }
        if (m_steps.empty() && machine.standing() == Outcome::Deadlock)
            noteFailure(*failureAfter(MachineView{machine}, TaskNumber::None, Outcome::Deadlock), 0);
        if (machine.standing() != Outcome::GoesOn) {
            ++result.schedules;
            result.ends.insert({machine.standing(), machine.fingerprint()});
            if (m_withClasses)
                result.classes.insert(normalForm());
            return;
        }
        m_created.resize(machine.views().size(), -1);
        for (std::size_t i = 0; i < machine.views().size(); ++i) {
            for (const bool timesOut : {false, true}) {
                const TaskView& view = machine.views()[i];
                if (!(timesOut ? view.mayTimeOut : view.mayGo))
                    continue;
                Machine next = machine;
                const bool isSwitch = !m_steps.empty() && m_steps.back().choice.task != taskAt(i);
                const std::size_t nowSwitches = switches + (isSwitch ? 1 : 0);
                m_steps.push_back({{taskAt(i), timesOut}, view.next});
                const Outcome outcome = next.step({taskAt(i), timesOut});
                m_created.resize(next.views().size(), static_cast<int>(m_steps.size()) - 1);
                const auto failure = failureAfter(MachineView{next}, taskAt(i), outcome);
                if (failure && !hasFailed)
                    noteFailure(*failure, nowSwitches);
                walk(next, hasFailed || failure, nowSwitches);
                m_steps.pop_back();
                m_created.resize(machine.views().size());
            }
        }
    }

private:
    void noteFailure(const Failure& failure, std::size_t switches) {
        const std::pair here{m_steps.size(), switches};
        for (auto& [known, least] : result.shortestFailures) {
            if (known == failure) {
                least = std::min(least, here);
                return;
            }
        }
        result.shortestFailures.emplace_back(failure, here);
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
    walker.walk(Machine{program}, false, 0);
    return std::move(walker.result);
}

}  // namespace heddle::control::testing
