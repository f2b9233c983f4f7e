#include "ui/shell/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "engine/scenarios/library.h"
#include "ui/inspector/object_list.h"
#include "ui/inspector/object_table.h"
#include "ui/inspector/output_table.h"
#include "ui/inspector/task_table.h"
#include "ui/inspector/why_panel.h"
#include "ui/language/language.h"
#include "ui/language/scenario_words.h"
#include "ui/language/sentence_text.h"
#include "ui/models/view_state.h"
#include "ui/shell/actions.h"
#include "ui/shell/arrangement.h"
#include "ui/shell/command_dialogs.h"
#include "ui/shell/find_bar.h"
#include "ui/shell/header_bar.h"
#include "ui/shell/lesson_strip.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/panel.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/source_panel.h"
#include "ui/shell/source_text.h"
#include "ui/shell/start_page.h"
#include "ui/shell/step_mode.h"
#include "ui/statediagram/state_diagram_view.h"
#include "ui/statediagram/state_switch.h"
#include "ui/stepper/step_lines.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"
#include "ui/waitgraph/wait_graph_view.h"

namespace heddle::ui {
namespace {

const QString kGeometryKey = QStringLiteral("window/geometry");
const QString kDarkKey = QStringLiteral("window/dark");

QString countsText(std::size_t tasks, std::size_t objects) {
    QString text = tasks == 1 ? MainWindow::tr("1 task") : MainWindow::tr("%L1 tasks").arg(tasks);
    if (objects == 1)
        text += MainWindow::tr(", 1 object");
    else if (objects > 1)
        text += MainWindow::tr(", %L1 objects").arg(objects);
    return text;
}

}  // namespace

MainWindow::MainWindow()
    : m_view(std::make_unique<ViewState>()),
      m_actions(std::make_unique<Actions>(*this)),
      m_runs(std::make_unique<RunController>(*m_view)) {
    setWindowTitle(QStringLiteral("Heddle"));
    m_arrangement = new Arrangement(*this, *m_view);
    buildHeader();
    buildCentre();
    buildPanels();
    buildMenus();
    connectActions();
    restoreLook();
    onSessionChanged();
}

MainWindow::~MainWindow() {
    // What was added to the window tells of itself while the window takes it down.
    delete m_arrangement;
    // A window that closes takes the focus from a panel, and the panel then looks at the view state: so it
    // closes while there is one.
    hide();
}

void MainWindow::openRecording(const QString& path) {
    m_runs->openRecording(path);
}

void MainWindow::start(const session::RunRequest& request) {
    m_runs->start(request);
}

void MainWindow::buildHeader() {
    auto* top = new QWidget;
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header = new HeaderBar;
    m_header->setActions(m_actions->openScenario, m_actions->run, m_actions->step, m_actions->stop);
    m_messages = new MessageStrip;
    column->addWidget(m_header);
    column->addWidget(m_messages);
    setMenuWidget(top);
}

void MainWindow::buildCentre() {
    m_startPage = new StartPage;
    m_timeline = new TimelineView(m_view.get());
    m_findBar = new FindBar;
    m_lesson = new LessonStrip;
    m_runPage = new QWidget;
    auto* column = new QVBoxLayout(m_runPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_lesson);
    column->addWidget(m_timeline, 1);
    column->addWidget(m_findBar);
    m_centre = new QStackedWidget;
    m_centre->addWidget(m_startPage);
    m_centre->addWidget(m_runPage);
    setCentralWidget(m_centre);
}

void MainWindow::buildPanels() {
    const auto add = [this](Qt::DockWidgetArea area, const char* name, const QString& title,
                            QWidget* content) {
        return m_arrangement->add(area, QString::fromLatin1(name), title, content);
    };
    auto* states =
        add(Qt::RightDockWidgetArea, "states", tr("States now"), new StateDiagramView(m_view.get()));
    states->addToTitle(new StateSwitch(m_view.get()));
    auto* whyText = new WhyPanel(m_view.get());
    add(Qt::RightDockWidgetArea, "why", tr("Why"), whyText);
    add(Qt::RightDockWidgetArea, "waits", tr("Who waits for whom"), new WaitGraphView(m_view.get()));
    m_source = new SourcePanel(*m_view, sourceTextOf);
    auto* source = add(Qt::BottomDockWidgetArea, "source", tr("Source"), m_source);
    connect(whyText, &WhyPanel::siteActivated, this, [this, source](SiteId site) {
        source->show();
        source->raise();
        m_source->showSite(site);
    });
    auto* tasks = new TaskTable(m_view.get());
    tasks->addActions({m_actions->suspend, m_actions->activate});
    tasks->setContextMenuPolicy(Qt::ActionsContextMenu);
    add(Qt::BottomDockWidgetArea, "tasks", tr("Tasks"), tasks);
    add(Qt::BottomDockWidgetArea, "objects", tr("Objects"), new ObjectTable(m_view.get()));
    add(Qt::RightDockWidgetArea, "objectsNow", tr("Objects now"), new ObjectList(m_view.get()));
    auto* output = new OutputTable(m_view.get());
    add(Qt::BottomDockWidgetArea, "output", tr("Output"), output);
    connect(output, &OutputTable::siteActivated, m_source, &SourcePanel::showSite);
    connect(&m_runs->steps(), &StepController::positionChanged, m_source, [this] {
        SourcePanel::LinesAt linesAt;
        if (const session::PositionPtr& position = m_runs->steps().position())
            linesAt = [position](Instant at) {
                return linesAfterStep(*position, model::stepAt(*position->snapshot, at));
            };
        m_source->setLinesAt(std::move(linesAt));
    });
    m_stepMode = new StepMode(*this, *m_view, m_runs->steps(), *m_arrangement);
    m_arrangement->finish();
}

void MainWindow::buildMenus() {
    const Actions& a = *m_actions;
    auto* file = new QMenu(tr("File"), this);
    file->addActions({a.openScenario, a.runProgram, a.openRecording, a.openSchedule});
    file->addSeparator();
    file->addActions({a.saveRecording, a.exportPicture});
    file->addSeparator();
    file->addAction(a.quit);

    auto* run = new QMenu(tr("Run"), this);
    run->addActions({a.run, a.step, a.stop});
    run->addSeparator();
    run->addActions({a.suspend, a.activate});

    auto* step = new QMenu(tr("Step"), this);
    m_stepMode->fillMenu(*step);
    step->addSeparator();
    step->addAction(a.findFailure);

    auto* view = new QMenu(tr("View"), this);
    view->addActions({a.fit, a.follow, a.undoView, a.redoView, a.find, a.back});
    view->addSeparator();
    for (const Panel* panel : m_arrangement->panels()) view->addAction(panel->toggleViewAction());
    auto* arrange = view->addAction(tr("Panels as at first"));
    connect(arrange, &QAction::triggered, m_arrangement, &Arrangement::asAtFirst);
    view->addSeparator();
    view->addAction(a.sevenStates);
    view->addActions({a.lightTheme, a.darkTheme});
    view->addMenu(languageMenu());
    view->addSeparator();
    view->addAction(a.keys);
    for (QMenu* menu : {file, run, step, view}) menu->setToolTipsVisible(true);

    m_header->addMenu(file->title(), file);
    m_header->addMenu(run->title(), run);
    m_header->addMenu(step->title(), step);
    m_header->addMenu(view->title(), view);
}

QMenu* MainWindow::languageMenu() {
    auto* menu = new QMenu(tr("Language"), this);
    auto* group = new QActionGroup(menu);
    for (const Language language : languages()) {
        QAction* action = menu->addAction(nameOf(language));
        action->setCheckable(true);
        action->setChecked(language == currentLanguage());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, language] {
            chooseLanguage(language);
            m_messages->show(tr("Heddle speaks %1 from its next start on.").arg(nameOf(language)), false);
        });
    }
    return menu;
}

void MainWindow::connectActions() {
    const Actions& a = *m_actions;
    m_dialogs = new CommandDialogs(*this, *m_view, *m_runs, *m_lesson);
    const auto ask = [this](QAction* action, void (CommandDialogs::*dialog)()) {
        connect(action, &QAction::triggered, m_dialogs, dialog);
    };
    ask(a.openScenario, &CommandDialogs::chooseScenario);
    ask(a.runProgram, &CommandDialogs::chooseProgram);
    ask(a.openRecording, &CommandDialogs::chooseRecording);
    ask(a.openSchedule, &CommandDialogs::chooseSchedule);
    ask(a.saveRecording, &CommandDialogs::saveRecording);
    ask(a.exportPicture, &CommandDialogs::exportPicture);
    ask(a.keys, &CommandDialogs::showKeys);
    const auto on = [this](QAction* action, auto&& what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(a.quit, &MainWindow::close);
    on(a.run, [this] {
        if (m_runs->canRestart())
            m_runs->restart();
        else
            m_dialogs->chooseScenario();
    });
    on(a.step, [this] {
        if (m_runs->canStep())
            m_runs->step();
        else
            m_dialogs->chooseScenario();
    });
    on(a.findFailure, [this] { m_dialogs->findFailure(session::RunRequest{m_runs->session()->request()}); });
    on(a.stop, [this] { m_runs->stop(); });
    on(a.suspend, [this] { m_runs->suspendTask(m_view->selection().task); });
    on(a.activate, [this] { m_runs->activateTask(m_view->selection().task); });
    on(a.fit, [this] { m_view->fit(); });
    on(a.follow, [this](bool checked) { m_view->setFollowing(checked); });
    on(a.undoView, [this] { m_view->undo(); });
    on(a.redoView, [this] { m_view->redo(); });
    on(a.find, [this] { m_findBar->open(); });
    on(a.back, [this] {
        m_view->setCursor(std::nullopt);
        m_view->clearSelection();
    });
    on(a.sevenStates, [this](bool checked) { m_view->setSevenState(checked); });
    on(a.lightTheme, [this] { setDark(false); });
    on(a.darkTheme, [this] { setDark(true); });

    connect(m_startPage, &StartPage::scenarioWanted, m_dialogs, &CommandDialogs::chooseScenario);
    connect(m_startPage, &StartPage::programWanted, m_dialogs, &CommandDialogs::chooseProgram);
    connect(m_startPage, &StartPage::recordingWanted, m_dialogs, &CommandDialogs::chooseRecording);
    connect(m_findBar, &FindBar::filterChanged, m_timeline, &TimelineView::setFilter);
    connect(m_findBar, &FindBar::closed, m_timeline, [this] { m_timeline->setFocus(); });
    connect(m_runs.get(), &RunController::sessionChanged, this, &MainWindow::onSessionChanged);
    connect(m_runs.get(), &RunController::messageRaised, m_messages, &MessageStrip::show);
    connect(m_dialogs, &CommandDialogs::messageRaised, m_messages, &MessageStrip::show);
    connect(m_lesson, &LessonStrip::momentWanted, m_runs.get(), &RunController::showMoment);
    connect(&m_runs->steps(), &StepController::positionChanged, this, &MainWindow::updateLesson);
    connect(&m_runs->steps(), &StepController::positionChanged, m_messages,
            &MessageStrip::dismissUnlessSerious);
    connect(m_stepMode, &StepMode::messageRaised, m_messages, &MessageStrip::show);
    connect(m_view.get(), &ViewState::snapshotChanged, this, &MainWindow::onSnapshotChanged);
    for (auto signal : {&ViewState::selectionChanged, &ViewState::rangeChanged, &ViewState::followingChanged,
                        &ViewState::sevenStateChanged, &ViewState::cursorChanged})
        connect(m_view.get(), signal, this, &MainWindow::updateActions);
}

void MainWindow::restoreLook() {
    const QSettings settings;
    const QSize room = screen()->availableSize() - QSize{40, 60};
    resize(QSize{1600, 1000}.boundedTo(room));
    restoreGeometry(settings.value(kGeometryKey).toByteArray());
    applyTheme();
    m_actions->darkTheme->setChecked(Theme::current().mode() == Theme::Mode::Dark);
    m_actions->lightTheme->setChecked(Theme::current().mode() == Theme::Mode::Light);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings settings;
    settings.setValue(kGeometryKey, saveGeometry());
    m_arrangement->save();
    QMainWindow::closeEvent(event);
}

void MainWindow::setDark(bool dark) {
    Theme::setCurrent(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::applyTo(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    QSettings{}.setValue(kDarkKey, dark);
    applyTheme();
}

void MainWindow::applyTheme() {
    m_timeline->applyTheme();
    for (QWidget* widget : findChildren<QWidget*>()) widget->update();
}

void MainWindow::onSessionChanged() {
    const bool shown = m_runs->hasSession();
    // A page that is not shown must not hold the room of the one that is. Said while it is: a hidden page's
    // word reaches nobody.
    const auto policy = shown ? QSizePolicy::Ignored : QSizePolicy::Preferred;
    m_startPage->setSizePolicy(policy, policy);
    m_centre->setCurrentWidget(shown ? m_runPage : m_startPage);
    if (!shown)
        m_startPage->setFocus();
    if (!shown)
        m_arrangement->hideAll();
    else
        m_arrangement->show(m_runs->isStepping() ? Arrangement::Mode::Stepping : Arrangement::Mode::Free);
    m_heading = heading();
    m_stepMode->setTitle(m_runs->title());
    const std::string scenario = shown ? m_runs->session()->request().scenario : std::string();
    const std::string_view file = scenarios::sourceOf(scenario).file;
    m_source->setHome(QString::fromUtf8(file.data(), qsizetype(file.size())));
    setWindowTitle(shown ? m_runs->title() + QStringLiteral(" \u2013 Heddle") : QStringLiteral("Heddle"));
    updateLesson();
    if (m_runs->isRunning() || m_runs->isStepping()) {
        m_messages->dismiss();
        m_timeline->setFocus();
    }
    onSnapshotChanged();
}

void MainWindow::updateLesson() {
    const session::Session* session = m_runs->session();
    const auto scenario = scenarios::findScenario(session ? session->request().scenario : std::string{});
    m_lesson->ask(scenario ? scenario.value() : nullptr);
    if (!scenario)
        return;
    if (m_runs->isStepping()) {
        const session::PositionPtr& position = m_runs->steps().position();
        if (position && position->standing != session::Standing::GoesOn)
            m_lesson->answer(std::nullopt, false);
    } else if (session->phase() == session::Phase::Ended) {
        m_lesson->answer(session->verdict(), m_runs->moment().has_value());
    }
}

void MainWindow::onSnapshotChanged() {
    const model::SnapshotPtr& snapshot = m_view->snapshot();
    if (!snapshot) {
        if (m_runs->hasSession())
            m_header->setTitle(m_heading, tr("starting..."));
        else
            m_header->setTitle(QStringLiteral("Heddle"), {});
        m_header->clearSource();
    } else {
        m_header->setTitle(m_heading, countsText(snapshot->tasks().size(), snapshot->objects().size()));
        QStringList why;
        for (const std::string& remark : m_runs->session()->remarks()) why.append(sentenceText(remark));
        m_header->setSource(snapshot->source(), why.join(QLatin1Char('\n')));
    }
    updateActions();
}

// A scenario by its title, all else by what was asked for. In some languages the title is read from a file.
QString MainWindow::heading() const {
    if (!m_runs->hasSession())
        return {};
    const auto scenario = scenarios::findScenario(m_runs->session()->request().scenario);
    return scenario ? wordsOf(*scenario.value()).title : m_runs->title();
}

void MainWindow::updateActions() {
    const Actions& a = *m_actions;
    const bool shown = m_view->snapshot() != nullptr;
    const bool stepping = m_runs->isStepping();
    const bool running = m_runs->isRunning() && !stepping;
    a.run->setEnabled(!running);
    a.run->setText(m_runs->canRestart() && !stepping ? tr("Run again") : tr("Run"));
    a.step->setEnabled(!running && (m_runs->canStep() || !m_runs->hasSession()));
    a.step->setText(stepping ? tr("From the start") : tr("Step"));
    a.findFailure->setEnabled(!running && m_runs->canStep());
    a.stop->setEnabled(running);
    const bool hasTask = running && m_view->selection().task;
    a.suspend->setEnabled(hasTask);
    a.activate->setEnabled(hasTask);
    for (QAction* action : {a.saveRecording, a.exportPicture, a.fit, a.find, a.back})
        action->setEnabled(shown);
    a.follow->setEnabled(running);
    a.follow->setChecked(m_view->isFollowing() && running);
    a.undoView->setEnabled(m_view->canUndo());
    a.redoView->setEnabled(m_view->canRedo());
    a.sevenStates->setChecked(m_view->isSevenState());
}

}  // namespace heddle::ui
