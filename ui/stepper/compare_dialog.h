// Two branches side by side, chosen from those that the history has; at first one that goes through a given
// step, and the last other one.
#pragma once

#include <QDialog>

#include "engine/session/stepping/controlled_session.h"

class QComboBox;
class QLabel;
class QTreeWidget;

namespace heddle::ui {

class StepController;

class CompareDialog : public QDialog {
    Q_OBJECT
public:
    CompareDialog(const StepController& steps, session::NodeId through, QWidget* parent = nullptr);

private:
    void compare();

    const StepController& m_steps;
    session::PositionPtr m_position;
    QComboBox* m_left;
    QComboBox* m_right;
    QLabel* m_parting;
    QTreeWidget* m_rows;
};

}  // namespace heddle::ui
