#include "ui/stepper/verdict_banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <algorithm>
#include <functional>
#include <utility>

#include "engine/session/stepping/lasting_deadlock.h"
#include "ui/models/words.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_words.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using session::Standing;

constexpr std::size_t kMostOffers = 12;  // of each kind: the menu has to fit

bool isAlive(const session::Position& position, TaskId task) {
    return std::any_of(position.tasks.begin(), position.tasks.end(),
                       [task](const session::NextStep& next) { return next.task == task && next.isAlive(); });
}

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
    // A name may have the sign that stands before the letter of a key.
    QAction* action =
        m_ways->addAction(QString(text).replace(QLatin1Char('&'), QLatin1String("&&")), this, std::move(act));
    action->setToolTip(tip);
}

void VerdictBanner::offerWaysOut() {
    const session::Position& position = *m_steps->position();
    const model::Snapshot& snapshot = *position.snapshot;
    if (position.standing == Standing::NoNextStep)
        offer(tr("End %1").arg(nameText(snapshot, position.stuck)), tr("It is killed where it stands."),
              [this, task = position.stuck] { m_steps->kill(task); });
    const bool isPartial = session::isPartlyDeadlocked(position);
    if (position.standing != Standing::Deadlock && !isPartial)
        return;
    // Beside a deadlock among some, whoever merely waits for its turn needs no way out.
    const std::vector<TaskId> stuck = session::stuckTasks(position);
    const auto isStuck = [&](TaskId task) {
        return std::find(stuck.begin(), stuck.end(), task) != stuck.end();
    };
    std::vector<TaskId> tasks;
    std::vector<std::pair<ObjectId, TaskId>> losses;  // what may be taken back from whom
    for (const session::NextStep& next : position.tasks) {
        if (!next.isAlive() || next.blockedBy.empty() || (isPartial && !isStuck(next.task)))
            continue;
        for (const TaskId blocker : next.blockedBy)
            if (isAlive(position, blocker) && (!isPartial || isStuck(blocker)))
                tasks.push_back(blocker);
        if (const model::ObjectInfo* object = snapshot.object(next.object))
            for (const model::Holder& holder : object->holders) losses.emplace_back(next.object, holder.task);
    }
    const auto firstFew = [](auto& all) {
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        all.resize(std::min(all.size(), kMostOffers));
    };
    firstFew(tasks);
    firstFew(losses);
    for (const TaskId task : tasks)
        offer(tr("End %1").arg(nameText(snapshot, task)),
              tr("Choose a victim: it ends where it stands. See what becomes of what it holds."),
              [this, task] { m_steps->kill(task); });
    m_ways->addSeparator();
    for (const auto& [object, holder] : losses)
        offer(tr("Take %1 back from %2").arg(nameText(snapshot, object), nameText(snapshot, holder)),
              tr("Preempt the resource: it is free again, though its holder does not know."),
              [this, object = object, holder = holder] { m_steps->takeBack(object, holder); });
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
