// "Find it for me": looks for a schedule of a scenario that fails, shows how far it is, and says what came of
// it. Accepted, it has a schedule that fails, to be opened.
//
// Thread rule: the gui thread; the search posts its end here through the event loop.
// Life: what is still searched for ends with the dialog.
#pragma once

#include <QDialog>
#include <QTimer>
#include <functional>
#include <memory>

#include "engine/session/request.h"
#include "engine/session/search/schedule_search.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace heddle::ui {

class SearchDialog : public QDialog {
    Q_OBJECT
public:
    using Starter =
        std::function<Result<std::unique_ptr<session::ScheduleSearch>>(const session::SearchRequest&)>;

    // `subject`: the scenario and its parameters.
    explicit SearchDialog(const session::RunRequest& subject, QWidget* parent = nullptr,
                          Starter starter = session::ScheduleSearch::start);
    ~SearchDialog() override;

    // What was found, as a file has it. Empty until something was.
    [[nodiscard]] const std::string& schedule() const { return m_schedule; }

    // Closes it, and ends what is searched for.
    void reject() override;

protected:
    // Escape goes back one step at a time: while it searches it stops that, else it closes.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildChoices();
    [[nodiscard]] session::SearchRequest request() const;
    void start();
    void showProgress();
    void showEnd();
    void showWords(const QString& head, const QStringList& lines, bool fails);
    // Forgets what came of other choices.
    void showReady();
    void arrange();

    const session::RunRequest m_subject;
    const Starter m_starter;
    QComboBox* m_strategy;
    QLabel* m_meaning;
    QSpinBox* m_schedules;
    QSpinBox* m_seed;
    QSpinBox* m_patience;  // 0: who starves is not looked for
    QProgressBar* m_bar;
    QLabel* m_head;
    QLabel* m_lines;
    QPushButton* m_find = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_open = nullptr;
    QTimer m_look;
    std::string m_schedule;
    std::unique_ptr<session::ScheduleSearch> m_search;  // null: nothing is searched for
};

}  // namespace heddle::ui
