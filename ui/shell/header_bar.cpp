#include "ui/shell/header_bar.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/words.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kTitleWidth = 302;
constexpr int kRunWidth = 104;  // it says "Run again", too

// A button that shows and triggers an action.
void follow(QPushButton* button, QAction* action) {
    const auto update = [button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip() + QLatin1String("  ") +
                           action->shortcut().toString(QKeySequence::NativeText));
    };
    QObject::connect(action, &QAction::changed, button, update);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    update();
}

QString css(const QColor& colour) {
    return colour.name();
}

}  // namespace

QString sourceText(wire::KernelSource source) {
    switch (source) {
        case wire::KernelSource::Tracepoints:
            return HeaderBar::tr("kernel: scheduler tracepoints");
        case wire::KernelSource::Switches:
            return HeaderBar::tr("kernel: switch records");
        case wire::KernelSource::Sampling:
            return HeaderBar::tr("kernel: sampling of /proc");
        case wire::KernelSource::Gate:
            return HeaderBar::tr("step by step");
        case wire::KernelSource::None:
            break;
    }
    return HeaderBar::tr("kernel: not watched");
}

HeaderBar::HeaderBar(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_subtitle(new QLabel),
      m_open(new QPushButton),
      m_run(new QPushButton),
      m_step(new QPushButton),
      m_stop(new QPushButton),
      m_source(new QLabel),
      m_lost(new QLabel),
      m_menus(new QWidget) {
    m_open->setObjectName(QStringLiteral("open"));
    m_run->setObjectName(QStringLiteral("run"));
    m_step->setObjectName(QStringLiteral("step"));
    m_stop->setObjectName(QStringLiteral("stop"));
    makePrimary(*m_run);
    m_run->setMinimumWidth(kRunWidth);
    m_source->setObjectName(QStringLiteral("source"));
    m_lost->setObjectName(QStringLiteral("lost"));
    m_title->setFont(Theme::headingFont());
    m_title->setTextFormat(Qt::PlainText);
    m_subtitle->setTextFormat(Qt::PlainText);
    m_source->setTextFormat(Qt::RichText);
    m_lost->setToolTip(tr("Events that were lost. What was lost is shown as unknown, never guessed."));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 8, 12, 8);
    row->setSpacing(8);
    // Of one width, whatever is in it: the buttons beside it must not move while the tasks become more.
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    for (QLabel* name : {m_title, m_subtitle}) {
        name->setFixedWidth(kTitleWidth);
        names->addWidget(name);
    }
    row->addLayout(names);
    row->addSpacing(12);
    row->addWidget(m_open);
    row->addWidget(m_run);
    row->addWidget(m_step);
    row->addWidget(m_stop);
    row->addSpacing(16);
    row->addWidget(m_source);
    row->addSpacing(16);
    row->addWidget(m_lost);
    row->addStretch(1);
    auto* menus = new QHBoxLayout(m_menus);
    menus->setContentsMargins(0, 0, 0, 0);
    menus->setSpacing(4);
    row->addWidget(m_menus);
    setAutoFillBackground(true);
    clearSource();
    applyLook();
}

void HeaderBar::setActions(QAction* open, QAction* run, QAction* step, QAction* stop) {
    follow(m_open, open);
    follow(m_run, run);
    follow(m_step, step);
    follow(m_stop, stop);
}

void HeaderBar::addMenu(const QString& title, QMenu* menu) {
    auto* button = new QToolButton;
    button->setText(title);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_menus->layout()->addWidget(button);
}

void HeaderBar::setTitle(const QString& title, const QString& subtitle) {
    m_title->setText(QFontMetrics(Theme::headingFont()).elidedText(title, Qt::ElideRight, kTitleWidth));
    m_title->setToolTip(tipText(title));
    m_title->setAccessibleName(title);
    m_subtitle->setText(subtitle);
    m_subtitle->setHidden(subtitle.isEmpty());
}

void HeaderBar::setSource(const model::SourceInfo& source, const QString& why) {
    m_kernel = source.kernel;
    m_hasLost = source.lostEvents > 0;
    m_lost->setText(tr("lost: %L1").arg(source.lostEvents));
    m_source->setToolTip(tipText(why));
    m_source->show();
    m_lost->show();
    applyLook();
}

void HeaderBar::clearSource() {
    m_source->hide();
    m_lost->hide();
}

void HeaderBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        applyLook();
    QWidget::changeEvent(event);
}

void HeaderBar::applyLook() {
    const Theme& theme = Theme::current();
    const bool exact = m_kernel == wire::KernelSource::Tracepoints ||
                       m_kernel == wire::KernelSource::Switches || m_kernel == wire::KernelSource::Gate;
    const QColor dot =
        exact ? theme.look(model::State::Running).colour : theme.look(model::State::Ready).colour;
    m_source->setText(QStringLiteral("<span style='color:%1'>\u25cf</span>&nbsp; %2")
                          .arg(css(dot), sourceText(m_kernel).toHtmlEscaped()));
    const auto ink = [](QLabel* label, const QColor& colour) {
        QPalette look = label->palette();
        if (look.color(QPalette::WindowText) == colour)
            return;
        look.setColor(QPalette::WindowText, colour);
        label->setPalette(look);
    };
    ink(m_subtitle, theme.quietText);
    ink(m_source, theme.quietText);
    ink(m_lost, m_hasLost ? theme.alarm : theme.quietText);
}

}  // namespace heddle::ui
