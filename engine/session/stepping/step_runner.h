// Runs a program step by step and keeps the books: the tree of all that was tried, and for where it stands
// the stream and the model of the way there.
//
// An Executor like any other, so that choosers, drives and replays work on it; each of its steps is folded
// and becomes a node. Thread rule: one thread.
// Going back is running again: the program makes the steps from its start for real; what they left behind is
// compared with what they left the first time, and the model folded anew.
#pragma once

#include <memory>

#include "engine/control/history_tree.h"
#include "engine/model/model.h"
#include "engine/session/stepping/step_history.h"
#include "engine/session/stepping/step_log.h"
#include "engine/session/stepping/step_program.h"
#include "engine/session/stepping/step_stream.h"

namespace heddle::session {

class StepRunner final : public control::Executor {
public:
    explicit StepRunner(std::unique_ptr<StepProgram> program) : m_program(std::move(program)) {}

    // To the start. Error: the program cannot be started; it does not repeat itself.
    Result<void> restart() override { return goTo(control::NodeNumber::Root); }
    // Likewise to any node.
    Result<void> goTo(control::NodeNumber node);
    control::Outcome step(control::Choice choice) override;
    Result<void> intervene(const control::Step& step) override;

    [[nodiscard]] std::span<const control::TaskView> tasks() const override { return executor().tasks(); }
    [[nodiscard]] control::Outcome standing() const override {
        return m_stuck == control::TaskNumber::None ? executor().standing() : control::Outcome::NoNextStep;
    }
    [[nodiscard]] std::string_view message() const override { return executor().message(); }
    [[nodiscard]] std::string_view nameOf(control::TaskNumber task) const override {
        return executor().nameOf(task);
    }
    [[nodiscard]] std::string_view nameOf(control::ObjectNumber object) const override {
        return executor().nameOf(object);
    }
    [[nodiscard]] std::uint64_t fingerprint() const override { return executor().fingerprint(); }

    [[nodiscard]] const control::HistoryTree& tree() const { return m_tree; }
    [[nodiscard]] const StepHistory& history() const { return m_history; }
    void setName(control::NodeNumber node, std::string name);
    // How the step that leads here ended; at the start how things stand.
    [[nodiscard]] control::Outcome outcome() const { return m_outcome; }
    // The task that does not come to its next step; None if all have.
    [[nodiscard]] control::TaskNumber stuck() const { return m_stuck; }
    // A step that was made again and left something else behind than the first time; 0: none.
    [[nodiscard]] std::uint32_t strayedAt() const { return m_strayedAt; }

    [[nodiscard]] model::SnapshotPtr snapshot() { return m_model.snapshot(m_stream.now()); }
    [[nodiscard]] const StepStream& stream() const { return m_stream; }
    [[nodiscard]] SiteId siteOf(control::TaskNumber task) const { return m_program->siteOf(task); }
    // The events of the way here; the stream ends where it stands.
    [[nodiscard]] std::vector<wire::Event> events();
    // Ends the program. What is known stays.
    void end();

private:
    [[nodiscard]] control::Executor& executor() const { return m_program->executor(); }
    [[nodiscard]] bool isAhead(control::NodeNumber node) const;
    Result<void> makeAgain(const control::Step& step);
    [[nodiscard]] HistoryNode nodeOf(const control::Step& step) const;
    void note(const control::Step& step, HistoryNode node, control::Outcome outcome);
    Result<void> runAgain(control::NodeNumber node);
    void foldAgain(std::span<const control::NodeNumber> way);
    void readStands();
    [[nodiscard]] std::vector<control::NodeNumber> wayTo(control::NodeNumber node) const;

    std::unique_ptr<StepProgram> m_program;
    control::HistoryTree m_tree;
    StepHistory m_history;
    StepLog m_log;
    std::vector<control::Outcome> m_ends;  // by node: how its step ended
    StepStream m_stream;
    model::Model m_model;
    control::Outcome m_outcome = control::Outcome::GoesOn;
    control::TaskNumber m_stuck = control::TaskNumber::None;
    std::uint32_t m_strayedAt = 0;
    std::vector<wire::Event> m_facts, m_events;  // of the last step
    std::vector<Stand> m_stands;
};

}  // namespace heddle::session
