#include "ui/shell/scenario_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/language/scenario_words.h"
#include "ui/shell/parameter_form.h"
#include "ui/shell/scenario_list.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

const QString kLastKey = QStringLiteral("scenario/last");

QLabel* paragraph() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QFont titleFont() {
    QFont font = Theme::headingFont();
    font.setPixelSize(22);
    return font;
}

QFont strongFont() {
    QFont font = Theme::font();
    font.setWeight(QFont::DemiBold);
    return font;
}

void stand(QWidget& widget, QPalette::ColorRole role) {
    widget.setBackgroundRole(role);
    widget.setAutoFillBackground(true);
}

}  // namespace

ScenarioDialog::ScenarioDialog(QWidget* parent)
    : QDialog(parent),
      m_search(new QLineEdit),
      m_list(new ScenarioList),
      m_title(paragraph()),
      m_about(paragraph()),
      m_text(paragraph()),
      m_question(paragraph()),
      m_prediction(new QLineEdit),
      m_parameters(new ParameterForm) {
    setWindowTitle(tr("Scenarios"));
    resize(parent ? QSize{1080, 640}.boundedTo(parent->size()) : QSize{1080, 640});

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(leftSide());
    row->addWidget(rightSide(), 1);

    connect(m_search, &QLineEdit::textChanged, m_list, &ScenarioList::filter);
    connect(m_list, &ScenarioList::scenarioChanged, this, &ScenarioDialog::showScenario);
    connect(m_list, &QListWidget::itemDoubleClicked, this, [this] { finish(Wish::Run); });
    choose(QSettings{}.value(kLastKey, QStringLiteral("deadlock-ab")).toString());
    setTabOrder(m_search, m_list);
    setTabOrder(m_list, m_prediction);
    m_search->setFocus();
}

QWidget* ScenarioDialog::leftSide() {
    m_search->setPlaceholderText(tr("Search titles and texts"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search the scenarios"));
    m_search->installEventFilter(this);
    auto* side = new QWidget;
    side->setFixedWidth(360);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(20, 20, 8, 12);
    column->setSpacing(12);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    return side;
}

QWidget* ScenarioDialog::rightSide() {
    m_title->setFont(titleFont());
    m_about->setForegroundRole(QPalette::PlaceholderText);
    auto* heading = new QLabel(tr("Parameters"));
    heading->setFont(strongFont());

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(28, 20, 28, 8);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addSpacing(2);
    column->addWidget(m_about);
    column->addSpacing(14);
    column->addWidget(m_text);
    column->addSpacing(18);
    column->addWidget(question());
    column->addSpacing(18);
    column->addWidget(heading);
    column->addSpacing(8);
    column->addWidget(m_parameters);
    column->addStretch(1);
    stand(*page, QPalette::Base);

    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);

    auto* side = new QWidget;
    stand(*side, QPalette::Base);
    auto* all = new QVBoxLayout(side);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scroll, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(28, 12, 28, 16);
    foot->addWidget(buttons());
    all->addLayout(foot);
    return side;
}

// What to predict, and room for the prediction.
QWidget* ScenarioDialog::question() {
    m_question->setFont(strongFont());
    m_prediction->setPlaceholderText(tr("What do you expect? A few words or a number, or nothing"));
    m_prediction->setAccessibleName(tr("Your prediction"));
    m_prediction->setObjectName(QStringLiteral("prediction"));
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_question);
    column->addWidget(m_prediction);
    stand(*box, QPalette::AlternateBase);
    return box;
}

QDialogButtonBox* ScenarioDialog::buttons() {
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_run = box->addButton(tr("Run"), QDialogButtonBox::AcceptRole);
    m_run->setDefault(true);
    makePrimary(*m_run);
    m_step = box->addButton(tr("Step"), QDialogButtonBox::ActionRole);
    m_step->setObjectName(QStringLiteral("step"));
    m_find = box->addButton(tr("Find it for me..."), QDialogButtonBox::ActionRole);
    m_find->setObjectName(QStringLiteral("find"));
    connect(box, &QDialogButtonBox::accepted, this, [this] { finish(Wish::Run); });
    connect(box, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_step, &QPushButton::clicked, this, [this] { finish(Wish::Step); });
    connect(m_find, &QPushButton::clicked, this, [this] { finish(Wish::Find); });
    return box;
}

void ScenarioDialog::finish(Wish wish) {
    const scenarios::Scenario* scenario = m_list->scenario();
    if (!scenario)
        return;
    m_wish = wish;
    QSettings{}.setValue(kLastKey, QString::fromUtf8(scenario->id.data(), qsizetype(scenario->id.size())));
    accept();
}

session::RunRequest ScenarioDialog::request() const {
    session::RunRequest request;
    if (const scenarios::Scenario* scenario = m_list->scenario()) {
        request.scenario = std::string{scenario->id};
        request.parameters = m_parameters->values();
    }
    return request;
}

QString ScenarioDialog::prediction() const {
    return m_prediction->text().trimmed();
}

void ScenarioDialog::choose(const QString& id) {
    m_list->choose(id);
}

void ScenarioDialog::showScenario() {
    const scenarios::Scenario* scenario = m_list->scenario();
    m_run->setEnabled(scenario);
    for (QPushButton* button : {m_step, m_find}) button->setEnabled(scenario && scenario->canBeStepped);
    if (!scenario)
        return;
    const ScenarioWords words = wordsOf(*scenario);
    const QString category = categoryText(scenario->category);
    m_title->setText(words.title);
    m_about->setText(scenario->canBeStepped ? tr("%1 \u2013 can be run, stepped and searched").arg(category)
                                            : tr("%1 \u2013 can be run").arg(category));
    const QString why = phraseText(*scenario, scenario->whyNotStepped);
    m_step->setToolTip(
        scenario->canBeStepped ? tr("For real, but step by step: a task goes on only when you say so") : why);
    m_find->setToolTip(scenario->canBeStepped
                           ? tr("Search the orders in which its tasks can go on for one that fails")
                           : why);
    m_text->setText(words.text);
    m_question->setText(words.question);
    m_prediction->clear();
    m_parameters->show(*scenario, words);
    // Fields that were only just made would come after the buttons.
    QWidget* before = m_prediction;
    for (QWidget* field : m_parameters->fields()) {
        setTabOrder(before, field);
        before = field;
    }
}

// Up and down reach the list from the search.
bool ScenarioDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            m_list->moveBy(key == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

}  // namespace heddle::ui
