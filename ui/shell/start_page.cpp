#include "ui/shell/start_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/shell/start_card.h"
#include "ui/theme/theme.h"

namespace heddle::ui {

StartPage::StartPage(QWidget* parent) : QWidget(parent) {
    auto* question = new QLabel(tr("What is each task doing, and why is it not running?"));
    QFont large = Theme::headingFont();
    large.setPixelSize(28);
    question->setFont(large);
    question->setAlignment(Qt::AlignHCenter);
    question->setWordWrap(true);
    auto* how = new QLabel(tr("Heddle runs real processes, threads and fibers, and shows every change of their state."));
    how->setAlignment(Qt::AlignHCenter);
    how->setWordWrap(true);

    auto* scenario = new StartCard(StartCard::Picture::Deadlock, tr("Run or step a scenario"),
                                   tr("A deadlock, a semaphore, a queue: small real programs, explained while they run, or step by step."));
    auto* program = new StartCard(StartCard::Picture::ProcessTree, tr("Run a program"),
                                  tr("Any program, unmodified, with all the processes and threads that it starts."));
    auto* recording = new StartCard(StartCard::Picture::Recording, tr("Open a recording"),
                                    tr("A run that was saved: look again, measure, export a picture."));
    scenario->setObjectName(QStringLiteral("startScenario"));
    program->setObjectName(QStringLiteral("startProgram"));
    recording->setObjectName(QStringLiteral("startRecording"));
    connect(scenario, &QAbstractButton::clicked, this, &StartPage::scenarioWanted);
    connect(program, &QAbstractButton::clicked, this, &StartPage::programWanted);
    connect(recording, &QAbstractButton::clicked, this, &StartPage::recordingWanted);

    auto* cards = new QHBoxLayout;
    cards->setSpacing(24);
    for (StartCard* card : {scenario, program, recording})
        cards->addWidget(card);
    setFocusProxy(scenario);
    auto* middle = new QWidget;
    middle->setMaximumWidth(1080);
    auto* column = new QVBoxLayout(middle);
    column->setSpacing(10);
    column->addStretch(2);
    column->addWidget(question);
    column->addWidget(how);
    column->addSpacing(34);
    column->addLayout(cards);
    column->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(40, 20, 40, 20);
    row->addStretch(1);
    row->addWidget(middle, 20);
    row->addStretch(1);
}

}  // namespace heddle::ui
