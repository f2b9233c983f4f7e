#include "ui/shell/program_dialog.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

const QString kCommandKey = QStringLiteral("program/command");
const QString kFolderKey = QStringLiteral("program/folder");

}  // namespace

ProgramDialog::ProgramDialog(QWidget* parent)
    : QDialog(parent), m_command(new QLineEdit), m_folder(new QLineEdit), m_trouble(new QLabel) {
    setWindowTitle(tr("Run a program"));
    setMinimumWidth(560);
    auto* what = new QLabel(
        tr("Any program, as it is: a compiler run, a script, a server. Its processes and threads, and "
           "all that they start, are watched until they end or you stop them."));
    what->setWordWrap(true);
    m_command->setPlaceholderText(QStringLiteral("make -j2"));
    m_command->setAccessibleName(tr("Command line"));
    m_folder->setAccessibleName(tr("Folder"));
    auto* choose = new QPushButton(tr("Choose..."));
    choose->setAutoDefault(false);  // Return in a field runs
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(choose);

    auto* form = new QFormLayout;
    form->addRow(tr("Command"), m_command);
    form->addRow(tr("In folder"), folderRow);
    m_trouble->setWordWrap(true);
    m_trouble->setTextFormat(Qt::PlainText);
    QPalette alarm = m_trouble->palette();
    alarm.setColor(QPalette::WindowText, Theme::current().alarm);
    m_trouble->setPalette(alarm);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_run = buttons->addButton(tr("Run"), QDialogButtonBox::AcceptRole);
    m_run->setDefault(true);
    makePrimary(*m_run);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(14);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(m_trouble);
    column->addWidget(buttons);

    connect(choose, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Run in folder"), m_folder->text());
        if (!folder.isEmpty())
            m_folder->setText(folder);
    });
    connect(m_command, &QLineEdit::textChanged, this, &ProgramDialog::check);
    connect(m_folder, &QLineEdit::textChanged, this, &ProgramDialog::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        QSettings settings;
        settings.setValue(kCommandKey, m_command->text());
        settings.setValue(kFolderKey, m_folder->text());
        accept();
    });
    const QSettings settings;
    m_folder->setText(settings.value(kFolderKey, QDir::currentPath()).toString());
    m_command->setText(settings.value(kCommandKey).toString());
    m_command->selectAll();
    m_command->setFocus();
    check();
}

session::RunRequest ProgramDialog::request() const {
    session::RunRequest request;
    for (const QString& word : QProcess::splitCommand(m_command->text()))
        request.command.push_back(word.toStdString());
    request.workingDirectory = m_folder->text().toStdString();
    return request;
}

void ProgramDialog::check() {
    const QStringList words = QProcess::splitCommand(m_command->text());
    QString trouble;
    if (!QFileInfo{m_folder->text()}.isDir()) {
        trouble = tr("There is no folder \u201c%1\u201d.").arg(m_folder->text());
    } else if (!words.isEmpty()) {
        const bool isPath = words.first().contains(QLatin1Char('/'));
        const QFileInfo file{QDir{m_folder->text()}, words.first()};
        const bool runs = isPath ? file.isFile() && file.isExecutable()
                                 : !QStandardPaths::findExecutable(words.first()).isEmpty();
        if (!runs)
            trouble = tr("There is no program \u201c%1\u201d that can be run.").arg(words.first());
    }
    m_trouble->setText(trouble);
    m_run->setEnabled(trouble.isEmpty() && !words.isEmpty());
}

}  // namespace heddle::ui
