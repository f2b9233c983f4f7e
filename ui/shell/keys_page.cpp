#include "ui/shell/keys_page.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <vector>

#include "ui/stepper/step_actions.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

struct Row {
    QString keys;
    QString what;
};

std::vector<Row> timelineKeys() {
    const auto tr = [](const char* text) { return KeysPage::tr(text); };
    return {
        {tr("Wheel"), tr("zoom around the pointer")},
        {tr("Drag"), tr("pan")},
        {QStringLiteral("W  S"), tr("zoom in, out")},
        {QStringLiteral("A  D"), tr("pan to the left, to the right")},
        {tr("Double click"), tr("zoom to the interval")},
        {QStringLiteral("F"), tr("show everything")},
        {QStringLiteral("L"), tr("follow the run")},
        {tr("Click"), tr("select the interval and set the cursor")},
        {QStringLiteral("\u2190 \u2192"), tr("previous, next interval")},
        {QStringLiteral("\u2191 \u2193"), tr("lane above, below")},
        {tr("Shift + drag"), tr("measure")},
        {QStringLiteral("M"), tr("measure from the cursor")},
        {QStringLiteral("Escape"), tr("back: measure, cursor, selection")},
    };
}

std::vector<Row> stepKeys() {
    const auto tr = [](const char* text) { return KeysPage::tr(text); };
    return {
        {QStringLiteral("1 ... 9, 0"), tr("make that task's next step")},
        {tr("Alt + number"), tr("let its time limit pass instead")},
        {QStringLiteral("\u2190 \u2192 \u2191 \u2193"), tr("in the history: step and branch")},
    };
}

void addRows(QGridLayout& grid, int column, const QString& title, const std::vector<Row>& rows) {
    auto* heading = new QLabel(title);
    heading->setFont(Theme::headingFont());
    grid.addWidget(heading, 0, column, 1, 2);
    int line = 1;
    for (const Row& row : rows) {
        auto* keys = new QLabel(row.keys);
        keys->setFont(Theme::monospace());
        keys->setForegroundRole(QPalette::PlaceholderText);
        grid.addWidget(keys, line, column);
        grid.addWidget(new QLabel(row.what), line, column + 1);
        ++line;
    }
}

}  // namespace

KeysPage::KeysPage(QWidget* window) : QDialog(window) {
    setWindowTitle(tr("Keys"));
    std::vector<Row> commands, steps = stepKeys();
    for (const QAction* action : window->actions())
        if (!action->shortcut().isEmpty())
            (StepActions::owns(*action) ? steps : commands).push_back({action->shortcut().toString(QKeySequence::NativeText), action->text().remove(QStringLiteral("..."))});
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(20);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(2, 30);
    addRows(*grid, 0, tr("Timeline"), timelineKeys());
    grid->setColumnMinimumWidth(5, 30);
    addRows(*grid, 3, tr("Window"), commands);
    addRows(*grid, 6, tr("Step by step"), steps);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 16);
    column->setSpacing(18);
    column->addLayout(grid);
    column->addWidget(buttons);
}

}  // namespace heddle::ui
