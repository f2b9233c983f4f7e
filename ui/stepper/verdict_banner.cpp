#include "ui/stepper/verdict_banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <algorithm>
#include <functional>

#include "ui/models/words.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_words.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using session::Standing;

constexpr std::size_t kMostOffers = 12;  // of each kind: the menu has to fit

}  // namespace

VerdictBanner::VerdictBanner(StepController* steps, QWidget* parent)
    : QFrame(parent),
      m_steps(steps),
      m_text(new QLabel),
      m_break(new QPushButton(tr("Break it \u25be"))),
      m_ways(new QMenu(this)) {
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    m_text->setFont(font);
    m_ways->setToolTipsVisible(true);
    m_break->setMenu(m_ways);
    m_break->setToolTip(tr("Ways out, to try: see what happens"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 10, 8);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_break);
    setObjectName(QStringLiteral("verdict"));
    connect(steps, &StepController::positionChanged, this, &VerdictBanner::refresh);
    refresh();
}

QString VerdictBanner::text() const {
    return m_text->text();
}

void VerdictBanner::refresh() {
    const session::PositionPtr& position = m_steps->position();
    const QString words = position ? standingText(*position) : QString();
    setVisible(!words.isEmpty());
    if (words.isEmpty())
        return;
    m_isAlarm = position->standing != Standing::AllEnded;
    m_text->setText(words);
    setAccessibleName(words);
    m_ways->clear();
    offerWaysOut();
    m_break->setVisible(!m_ways->isEmpty());
    applyLook();
}

void VerdictBanner::offer(const QString& text, const QString& tip, std::function<void()> act) {
    QAction* action = m_ways->addAction(text, this, std::move(act));
    action->setToolTip(tip);
}

void VerdictBanner::offerWaysOut() {
    const session::Position& position = *m_steps->position();
    const model::Snapshot& snapshot = *position.snapshot;
    if (position.standing == Standing::NoNextStep)
        offer(tr("End %1").arg(nameText(snapshot, position.stuck)), tr("It is killed where it stands."),
              [this, task = position.stuck] { m_steps->kill(task); });
    if (position.standing != Standing::Deadlock)
        return;
    std::vector<TaskId> tasks;
    std::vector<ObjectId> objects;
    for (const session::NextStep& next : position.tasks) {
        if (!next.isAlive() || next.blockedBy.empty())
            continue;
        tasks.insert(tasks.end(), next.blockedBy.begin(), next.blockedBy.end());
        if (next.object)
            objects.push_back(next.object);
    }
    const auto firstFew = [](auto& all) {
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        all.resize(std::min(all.size(), kMostOffers));
    };
    firstFew(tasks);
    firstFew(objects);
    for (const TaskId task : tasks)
        offer(tr("End %1").arg(nameText(snapshot, task)),
              tr("Choose a victim: it ends where it stands. See what becomes of what it holds."),
              [this, task] { m_steps->kill(task); });
    m_ways->addSeparator();
    for (const ObjectId object : objects)
        offer(tr("Take %1 back").arg(nameText(snapshot, object)),
              tr("Preempt the resource: it is free again, though its holder does not know."),
              [this, object] { m_steps->takeBack(object); });
}

void VerdictBanner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !m_text->text().isEmpty())
        applyLook();
    QFrame::changeEvent(event);
}

void VerdictBanner::applyLook() {
    const Theme& theme = Theme::current();
    const QColor fill = m_isAlarm ? theme.alarmBackground : theme.panel;
    const QColor ink = m_isAlarm ? theme.alarm : theme.text;
    const QString sheet =
        QStringLiteral(
            "#verdict { background: %1; border-radius: 6px; } #verdict QLabel { color: %2; } "
            "#verdict QPushButton { padding: 2px 10px; }")
            .arg(fill.name(), ink.name());
    if (sheet != styleSheet())
        setStyleSheet(sheet);
}

}  // namespace heddle::ui
