// What an empty window invites to: run a scenario, run a program, open a recording; each with a picture of what will
// come, painted with the same grammar as everything else.
#pragma once

#include <QWidget>

namespace heddle::ui {

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(QWidget* parent = nullptr);

Q_SIGNALS:
    void scenarioWanted();
    void programWanted();
    void recordingWanted();
};

}  // namespace heddle::ui
