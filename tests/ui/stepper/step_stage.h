// A window with the step mode on a fake run, for the tests of its views.
#pragma once

#include <QMainWindow>
#include <QTest>

#include "tests/ui/stepper/fake_controlled_session.h"
#include "ui/models/view_state.h"
#include "ui/stepper/step_actions.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_panel.h"

namespace heddle::test {

// Unless told otherwise: two threads that take two locks in opposite order.
struct StepStage {
    explicit StepStage(std::vector<FakeTask> tasks = FakeControlledSession::deadlock())
        : session(std::move(tasks), "demo.cpp") {
        panel = new ui::StepPanel(&view, &steps, actions);
        window.setCentralWidget(panel);
        window.resize(720, 480);
        steps.setSession(&session);
        window.show();
    }
    ~StepStage() { steps.setSession(nullptr); }

    [[nodiscard]] TaskId task(std::size_t number) const { return session.position()->tasks[number - 1].task; }
    // Steps by number, and waits until the views have it.
    void step(std::initializer_list<int> numbers) {
        for (const int number : numbers) {
            (void)session.postStep(task(static_cast<std::size_t>(number)));
            settle();
        }
    }
    void settle() { QTRY_COMPARE(steps.position(), session.position()); }
    [[nodiscard]] std::uint32_t depth() const {
        const auto& position = *session.position();
        return (*position.history)[static_cast<std::size_t>(position.current)].depth;
    }

    ui::ViewState view;
    FakeControlledSession session;
    ui::StepController steps{view};
    QMainWindow window;
    ui::StepActions* actions = new ui::StepActions(window, view, steps);
    ui::StepPanel* panel = nullptr;
};

}  // namespace heddle::test
