// Asks for any program to run and watch: its command line and its folder.
#pragma once

#include <QDialog>
#include <optional>

#include "engine/session/request.h"

class QLineEdit;
class QLabel;
class QPushButton;

namespace heddle::ui {

class ProgramDialog : public QDialog {
    Q_OBJECT
public:
    explicit ProgramDialog(QWidget* parent = nullptr);

    // The request, once the dialog was accepted.
    [[nodiscard]] session::RunRequest request() const;

private:
    void check();

    QLineEdit* m_command;
    QLineEdit* m_folder;
    QLabel* m_trouble;
    QPushButton* m_run;
};

}  // namespace heddle::ui
