#include "ui/stepper/verdict_banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>

#include "ui/models/words.h"
#include "ui/stepper/step_controller.h"
#include "ui/stepper/step_words.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using session::Standing;

constexpr std::size_t kMostOffers = 2;  // of each kind: the row has to fit

}  // namespace

VerdictBanner::VerdictBanner(StepController* steps, QWidget* parent)
    : QFrame(parent),
      m_steps(steps),
      m_text(new QLabel),
      m_ways(new QWidget),
      m_waysRow(new QHBoxLayout(m_ways)) {
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    m_text->setFont(font);
    m_waysRow->setContentsMargins(0, 0, 0, 0);
    m_waysRow->setSpacing(8);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 9, 14, 9);
    column->setSpacing(8);
    column->addWidget(m_text);
    column->addWidget(m_ways);
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
    while (QLayoutItem* item = m_waysRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    offerWaysOut();
    m_ways->setVisible(m_waysRow->count() > 0);
    applyLook();
}

void VerdictBanner::offer(const QString& text, const QString& tip, std::function<void()> act) {
    auto* button = new QPushButton(text);
    button->setToolTip(tip);
    connect(button, &QPushButton::clicked, this, std::move(act));
    m_waysRow->addWidget(button);
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
    m_waysRow->addWidget(new QLabel(tr("Break it:")));
    for (const TaskId task : tasks)
        offer(tr("End %1").arg(nameText(snapshot, task)),
              tr("Choose a victim: it ends where it stands. See what becomes of what it holds."),
              [this, task] { m_steps->kill(task); });
    for (const ObjectId object : objects)
        offer(tr("Take %1 back").arg(nameText(snapshot, object)),
              tr("Preempt the resource: it is free again, though its holder does not know."),
              [this, object] { m_steps->takeBack(object); });
    m_waysRow->addStretch(1);
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
