#include "ui/stepper/search_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "engine/scenarios/library.h"
#include "ui/language/scenario_words.h"
#include "ui/language/sentence_text.h"
#include "ui/stepper/search_words.h"
#include "ui/theme/contrast.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

using session::SearchStrategy;

constexpr auto kLookEvery = std::chrono::milliseconds{100};
constexpr int kMostSchedules = 1'000'000'000, kMostSeed = 1'000'000, kMostPatience = 100'000;

QLabel* paragraph(bool isQuiet) {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    if (isQuiet)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QSpinBox* numberBox(std::uint64_t value, int most, const QString& name) {
    auto* box = new QSpinBox;
    box->setRange(1, most);
    box->setValue(static_cast<int>(value));
    box->setGroupSeparatorShown(true);
    box->setAlignment(Qt::AlignRight);
    box->setMinimumWidth(150);
    box->setAccessibleName(name);
    return box;
}

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString titleText(const session::RunRequest& subject) {
    const auto scenario = scenarios::findScenario(subject.scenario);
    return scenario ? wordsOf(*scenario.value()).title : QString::fromStdString(subject.scenario);
}

// "threads, of both kinds in turn: 10; time between the first lock and the second: 200 ms"
QString parametersText(const session::RunRequest& subject) {
    const auto scenario = scenarios::findScenario(subject.scenario);
    if (!scenario)
        return {};
    const ScenarioWords words = wordsOf(*scenario.value());
    QStringList parameters;
    for (const scenarios::Parameter& parameter : scenario.value()->parameters) {
        const auto set = subject.parameters.find(std::string{parameter.key});
        if (set == subject.parameters.end())
            continue;
        const QString value = QString::fromStdString(set->second);
        const QString shown = words.choices.value(value, value);
        parameters.append(
            SearchDialog::tr("%1: %2", "a parameter, its value")
                .arg(words.parameters.value(text(parameter.key)),
                     parameter.unit.empty() ? shown : shown + QLatin1Char(' ') + text(parameter.unit)));
    }
    return parameters.join(SearchDialog::tr("; ", "between parameters"));
}

}  // namespace

SearchDialog::SearchDialog(const session::RunRequest& subject, QWidget* parent, Starter starter)
    : QDialog(parent),
      m_subject(subject),
      m_starter(std::move(starter)),
      m_strategy(new QComboBox),
      m_meaning(paragraph(true)),
      m_schedules(numberBox(session::SearchRequest{}.schedules, kMostSchedules, tr("Schedules at the most"))),
      m_seed(numberBox(session::SearchRequest{}.seed, kMostSeed, tr("Seed of what is drawn"))),
      m_patience(numberBox(0, kMostPatience, tr("When a task starves"))),
      m_bar(new QProgressBar),
      m_head(new QLabel),
      m_lines(paragraph(false)) {
    setWindowTitle(tr("Find it for me"));
    build();
    m_look.setInterval(kLookEvery);
    connect(&m_look, &QTimer::timeout, this, &SearchDialog::showProgress);
    showReady();
}

SearchDialog::~SearchDialog() = default;

void SearchDialog::build() {
    auto* what = new QLabel(titleText(m_subject));
    what->setFont(Theme::headingFont());
    auto* parameters = paragraph(true);
    parameters->setText(parametersText(m_subject));
    parameters->setVisible(!m_subject.parameters.empty());
    auto* how = paragraph(false);
    how->setText(tr(
        "Its schedules are run one after the other, each an order in which the tasks can make their steps, "
        "until one ends in a deadlock, with an expectation that does not hold, an exception or a crash, or "
        "with a task that does not come to its next step."));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("Schedules run, of the most to run"));
    m_head->setFont(Theme::headingFont());
    m_head->setObjectName(QStringLiteral("verdict"));
    m_lines->setObjectName(QStringLiteral("explanation"));
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lines->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_lines->setMinimumHeight(8 * m_lines->fontMetrics().lineSpacing());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    const auto button = [buttons](const QString& text, const char* name) {
        QPushButton* made = buttons->addButton(text, QDialogButtonBox::ActionRole);
        made->setObjectName(QString::fromLatin1(name));
        return made;
    };
    m_find = button(tr("Find"), "find");
    m_stop = button(tr("Stop"), "stop");
    m_open = button(tr("Open in step mode"), "open");
    m_open->setToolTip(tr("The schedule that fails, at its end: go back from there step by step"));
    makePrimary(*m_find);
    makePrimary(*m_open);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    column->addWidget(what);
    column->addWidget(parameters);
    column->addWidget(how);
    column->addWidget(buildChoices());
    column->addSpacing(4);
    column->addWidget(m_bar);
    column->addWidget(m_head);
    column->addWidget(m_lines, 1);
    column->addWidget(buttons);
    setMinimumWidth(600);
    // By itself a dialog takes two thirds of the screen's height at the most, and squeezes its fields
    // instead.
    resize(620, column->totalHeightForWidth(620));

    connect(buttons, &QDialogButtonBox::rejected, this, &SearchDialog::reject);
    connect(m_find, &QPushButton::clicked, this, &SearchDialog::start);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_search->postCancel(); });
    connect(m_open, &QPushButton::clicked, this, &QDialog::accept);
}

QWidget* SearchDialog::buildChoices() {
    for (const auto strategy : {SearchStrategy::Automatic, SearchStrategy::Exhaustive,
                                SearchStrategy::Bounded, SearchStrategy::Pct, SearchStrategy::Random})
        m_strategy->addItem(termOf(strategy).word, static_cast<int>(strategy));
    m_strategy->setAccessibleName(tr("Strategy"));
    m_strategy->setMinimumWidth(220);
    m_meaning->setMinimumWidth(400);
    m_seed->setToolTip(tr("The same seed gives the same search."));
    m_patience->setMinimum(0);
    m_patience->setValue(0);
    m_patience->setSpecialValueText(tr("not looked for"));
    m_patience->setSingleStep(10);
    m_patience->setSuffix(tr(" turns"));
    m_patience->setToolTip(
        tr("A task starves that could have gone on at so many choices while others went. An "
           "exhaustive search cannot see it: for it, schedules are the same in which others "
           "go first."));
    auto* choices = new QWidget;
    auto* rows = new QFormLayout(choices);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(18);
    rows->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    rows->addRow(tr("Strategy"), m_strategy);
    rows->addRow(QString(), m_meaning);
    rows->addRow(tr("At the most"), m_schedules);
    rows->addRow(tr("Seed"), m_seed);
    rows->addRow(tr("Starved"), m_patience);
    connect(m_strategy, &QComboBox::currentIndexChanged, this, &SearchDialog::showReady);
    connect(m_schedules, &QSpinBox::valueChanged, this, &SearchDialog::showReady);
    connect(m_seed, &QSpinBox::valueChanged, this, &SearchDialog::showReady);
    connect(m_patience, &QSpinBox::valueChanged, this, &SearchDialog::showReady);
    return choices;
}

session::SearchRequest SearchDialog::request() const {
    session::SearchRequest request;
    request.scenario = m_subject.scenario;
    request.parameters = m_subject.parameters;
    request.strategy = static_cast<SearchStrategy>(m_strategy->currentData().toInt());
    request.schedules = static_cast<std::uint64_t>(m_schedules->value());
    request.seed = static_cast<std::uint64_t>(m_seed->value());
    if (request.strategy != SearchStrategy::Exhaustive)
        request.patience = static_cast<std::uint32_t>(m_patience->value());
    return request;
}

void SearchDialog::start() {
    m_schedule.clear();
    auto started = m_starter(request());
    if (!started) {
        showWords(tr("It could not be searched"), {errorText(started.error())}, true);
        return;
    }
    m_search = std::move(started).value();
    m_search->setEndListener(
        [this] { QMetaObject::invokeMethod(this, &SearchDialog::showEnd, Qt::QueuedConnection); });
    m_look.start();
    showProgress();
    arrange();
    m_stop->setFocus();
}

void SearchDialog::showProgress() {
    const session::SearchProgress progress = m_search->progress();
    const auto most = static_cast<std::uint64_t>(m_schedules->value());
    m_bar->setMaximum(static_cast<int>(most));
    m_bar->setValue(static_cast<int>(std::min(progress.schedules, most)));
    showWords(tr("Searching..."), {progressText(progress)}, false);
}

void SearchDialog::showEnd() {
    m_look.stop();
    showProgress();
    const SearchVerdict verdict = verdictOf(m_search->result(), m_search->progress());
    if (const auto& found = m_search->result().found)
        m_schedule = found->schedule;
    m_search.reset();
    showWords(verdict.head, verdict.lines, verdict.fails);
    arrange();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
    (m_schedule.empty() ? m_find : m_open)->setFocus();
}

void SearchDialog::showWords(const QString& head, const QStringList& lines, bool fails) {
    const Theme& theme = Theme::current();
    QPalette palette = m_head->palette();
    palette.setColor(QPalette::WindowText, fails ? readableOn(theme.background, theme.alarm) : theme.text);
    m_head->setPalette(palette);
    m_head->setText(head);
    m_lines->setText(lines.join(QStringLiteral("\n\n")));
}

void SearchDialog::showReady() {
    const auto strategy = static_cast<SearchStrategy>(m_strategy->currentData().toInt());
    m_meaning->setText(termOf(strategy).meaning);
    m_schedule.clear();
    m_bar->setValue(0);
    showWords({}, {}, false);
    arrange();
}

void SearchDialog::arrange() {
    const auto strategy = static_cast<SearchStrategy>(m_strategy->currentData().toInt());
    const bool isSearching = m_search != nullptr;
    for (QWidget* choice : {static_cast<QWidget*>(m_strategy), static_cast<QWidget*>(m_schedules)})
        choice->setEnabled(!isSearching);
    m_seed->setEnabled(!isSearching && strategy != SearchStrategy::Exhaustive &&
                       strategy != SearchStrategy::Bounded);
    m_patience->setEnabled(!isSearching && strategy != SearchStrategy::Exhaustive);
    m_bar->setVisible(isSearching);
    m_stop->setVisible(isSearching);
    m_open->setVisible(!m_schedule.empty());
    m_find->setVisible(!isSearching && m_schedule.empty());
    (m_schedule.empty() ? m_find : m_open)->setDefault(true);
}

void SearchDialog::reject() {
    if (m_search)
        m_search->postCancel();
    QDialog::reject();
}

void SearchDialog::keyPressEvent(QKeyEvent* event) {
    if (m_search && event->matches(QKeySequence::Cancel))
        m_search->postCancel();
    else
        QDialog::keyPressEvent(event);
}

}  // namespace heddle::ui
