// The bar over everything: what runs and how. Title, the few buttons that matter now, which source speaks for the
// kernel, how many events were lost; at the right the menus.
#pragma once

#include <QWidget>

#include "engine/model/snapshot.h"

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace heddle::ui {

class HeaderBar : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBar(QWidget* parent = nullptr);

    // The buttons trigger these; their texts, tool tips and enabled states follow.
    void setActions(QAction* open, QAction* run, QAction* step, QAction* stop);
    void addMenu(const QString& title, QMenu* menu);
    void setTitle(const QString& title, const QString& subtitle);
    // `why`: what a hover over the source says (why it is not a better one).
    void setSource(const model::SourceInfo& source, const QString& why);
    void clearSource();

private:
    void changeEvent(QEvent* event) override;
    void applyLook();

    QLabel* m_title;
    QLabel* m_subtitle;
    QPushButton* m_open;
    QPushButton* m_run;
    QPushButton* m_step;
    QPushButton* m_stop;
    QLabel* m_source;
    QLabel* m_lost;
    QWidget* m_menus;
    bool m_hasLost = false;
    wire::KernelSource m_kernel = wire::KernelSource::None;
};

// "scheduler tracepoints", "switch records", "sampling /proc": what speaks for the kernel, in words.
[[nodiscard]] QString sourceText(wire::KernelSource source);

}  // namespace heddle::ui
