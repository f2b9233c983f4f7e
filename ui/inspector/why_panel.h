// "Why is X not running?": the story of the selected task at the chosen instant; a box for a deadlock, with
// its circle wait by wait, and below the four conditions and the ways out; of the selected object who has it;
// and with nothing selected what the whole run does. Names select what they name.
//
// Thread rule: the gui thread. In a live run the words are renewed ten times a second, not with every
// snapshot.
#pragma once

#include <QScrollArea>
#include <QTimer>

#include "ui/models/story_text.h"

class QLabel;

namespace heddle::ui {

class ViewState;

class WhyPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit WhyPanel(ViewState* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {420, 210}; }
    // What stands there, without links.
    [[nodiscard]] QString title() const;
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] QString alarm() const;
    // Of the deadlock all but its head.
    [[nodiscard]] QStringList details() const;

Q_SIGNALS:
    // Somebody wants to see that line.
    void siteActivated(SiteId site);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refreshSoon();
    void refresh();
    void tell(const Story& told);
    void tellDeadlock(const DeadlockText& told);
    void applyTheme();
    void follow(const QString& link);

    ViewState* m_view;
    QLabel* m_title;
    QLabel* m_lines;
    QLabel* m_alarm;
    QLabel* m_details;
    Story m_story;
    QTimer m_soon;
};

}  // namespace heddle::ui
