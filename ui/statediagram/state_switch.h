// "five | seven": which diagram is shown. Made for the title of the diagram's panel.
#pragma once

#include <QWidget>

class QToolButton;

namespace heddle::ui {

class ViewState;

class StateSwitch : public QWidget {
    Q_OBJECT
public:
    explicit StateSwitch(ViewState* view, QWidget* parent = nullptr);

private:
    void follow();

    ViewState* m_view;
    QToolButton* m_five;
    QToolButton* m_seven;
};

}  // namespace heddle::ui
