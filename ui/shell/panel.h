// A panel of the window: a dock with a quiet title instead of a frame. It can be moved (drag the title),
// hidden (View menu) and is remembered.
#pragma once

#include <QDockWidget>

class QHBoxLayout;
class QLabel;

namespace heddle::ui {

class Panel : public QDockWidget {
    Q_OBJECT
public:
    // `name` identifies the panel in the settings.
    Panel(const QString& name, const QString& title, QWidget* content, QWidget* parent = nullptr);

    // A small control at the right end of the title.
    void addToTitle(QWidget* control);
    // Under a tab that says it already, the title makes room.
    void setTitleShown(bool shown);

private:
    QHBoxLayout* m_titleRow;
    QLabel* m_title;
};

}  // namespace heddle::ui
