// The window: arranges the views around one ViewState and one RunController, and connects commands to them.
// It draws nothing and knows nothing of how a run is made.
#pragma once

#include <QMainWindow>
#include <memory>

#include "engine/session/request.h"

class QMenu;
class QStackedWidget;

namespace heddle::ui {

class Arrangement;
class CommandDialogs;
struct Actions;
class FindBar;
class HeaderBar;
class LessonStrip;
class MessageStrip;
class RunController;
class StartPage;
class SourcePanel;
class StepMode;
class TimelineView;
class ViewState;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow();
    ~MainWindow() override;

    void openRecording(const QString& path);
    void start(const session::RunRequest& request);

    [[nodiscard]] ViewState& viewState() { return *m_view; }
    [[nodiscard]] RunController& runs() { return *m_runs; }

private:
    void closeEvent(QCloseEvent* event) override;
    void buildHeader();
    void buildCentre();
    void buildPanels();
    void buildMenus();
    QMenu* languageMenu();
    void connectActions();
    void restoreLook();

    void setDark(bool dark);
    void applyTheme();
    void onSessionChanged();
    void onSnapshotChanged();
    [[nodiscard]] QString heading() const;
    void updateLesson();
    void updateActions();

    QString m_heading;  // of the session, for the header
    std::unique_ptr<ViewState> m_view;
    std::unique_ptr<Actions> m_actions;  // before m_runs, which tells of its end and so changes them
    std::unique_ptr<RunController> m_runs;
    HeaderBar* m_header = nullptr;
    MessageStrip* m_messages = nullptr;
    LessonStrip* m_lesson = nullptr;
    QStackedWidget* m_centre = nullptr;
    StartPage* m_startPage = nullptr;
    QWidget* m_runPage = nullptr;
    TimelineView* m_timeline = nullptr;
    FindBar* m_findBar = nullptr;
    Arrangement* m_arrangement = nullptr;
    SourcePanel* m_source = nullptr;
    StepMode* m_stepMode = nullptr;
    CommandDialogs* m_dialogs = nullptr;
};

}  // namespace heddle::ui
