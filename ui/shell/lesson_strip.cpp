#include "ui/shell/lesson_strip.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include "ui/language/scenario_words.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

QToolButton* button(const QString& text) {
    auto* made = new QToolButton;
    made->setText(text);
    made->setAutoRaise(true);
    return made;
}

}  // namespace

LessonStrip::LessonStrip(QWidget* parent)
    : QFrame(parent),
      m_grid(new QGridLayout),
      m_question(addRow(tr("Question"))),
      m_prediction(new QLineEdit),
      m_expected(addRow(tr("You expected"))),
      m_answer(addRow(tr("Answer"))),
      m_observed(addRow(tr("Observed"))),
      m_show(button(tr("Show"))) {
    QFont strong = Theme::font();
    strong.setWeight(QFont::DemiBold);
    m_question.text->setFont(strong);
    m_prediction->setPlaceholderText(tr("What do you expect?"));
    m_prediction->setAccessibleName(tr("Your prediction"));
    m_prediction->setFixedWidth(420);
    m_grid->addWidget(m_prediction, m_grid->rowCount(), 1, Qt::AlignLeft);
    m_grid->setHorizontalSpacing(14);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    m_show->setToolTip(tr("To the moment of the run that shows it"));
    auto* close = button(tr("Close"));
    close->setToolTip(tr("Hide the question"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 8, 8, 10);
    row->setSpacing(4);
    row->addLayout(m_grid, 1);
    row->addWidget(m_show, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    setAutoFillBackground(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(m_show, &QToolButton::clicked, this, &LessonStrip::momentWanted);
    applyLook();
    hide();
}

LessonStrip::Row LessonStrip::addRow(const QString& word) {
    const Row row{new QLabel(word), new QLabel};
    row.word->setForegroundRole(QPalette::PlaceholderText);
    row.text->setWordWrap(true);
    row.text->setTextFormat(Qt::PlainText);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int at = m_grid->rowCount();
    m_grid->addWidget(row.word, at, 0, Qt::AlignTop);
    m_grid->addWidget(row.text, at, 1);
    return row;
}

void LessonStrip::setShown(const Row& row, bool isShown) {
    row.word->setVisible(isShown);
    row.text->setVisible(isShown);
}

void LessonStrip::ask(const scenarios::Scenario* scenario) {
    if (scenario == m_scenario && !m_isAnswered)
        return;
    if (scenario != m_scenario)
        m_prediction->clear();
    m_scenario = scenario;
    if (scenario)
        m_question.text->setText(wordsOf(*scenario).question);
    arrange(false);
}

void LessonStrip::answer(const std::optional<scenarios::Verdict>& verdict, bool hasMoment) {
    if (!m_scenario || m_isAnswered)
        return;
    m_expected.text->setText(prediction());
    m_answer.text->setText(wordsOf(*m_scenario).answer);
    m_isBroken = verdict && !verdict->held;
    m_observed.text->clear();
    if (verdict)
        m_observed.text->setText(
            (verdict->held ? tr("As promised: %1 (%2).") : tr("Not as promised: %1 (%2)."))
                .arg(phraseText(*m_scenario, verdict->text), phraseText(*m_scenario, verdict->observed)));
    m_show->setVisible(hasMoment);
    arrange(true);
}

void LessonStrip::setPrediction(const QString& prediction) {
    m_prediction->setText(prediction);
}

QString LessonStrip::prediction() const {
    return m_prediction->text().trimmed();
}

QString LessonStrip::observed() const {
    return m_isAnswered ? m_observed.text->text() : QString{};
}

void LessonStrip::arrange(bool isAnswered) {
    m_isAnswered = isAnswered;
    m_prediction->setVisible(!isAnswered);
    setShown(m_expected, isAnswered && !prediction().isEmpty());
    setShown(m_answer, isAnswered);
    setShown(m_observed, !observed().isEmpty());
    if (!isAnswered)
        m_show->hide();
    applyLook();
    setVisible(m_scenario != nullptr);
}

void LessonStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        applyLook();
    QFrame::changeEvent(event);
}

void LessonStrip::applyLook() {
    const Theme& theme = Theme::current();
    const auto colour = [](QWidget& widget, QPalette::ColorRole role, const QColor& wanted) {
        QPalette look = widget.palette();
        if (look.color(role) == wanted)
            return;
        look.setColor(role, wanted);
        widget.setPalette(look);
    };
    colour(*this, QPalette::Window, theme.panel);
    colour(*m_observed.text, QPalette::WindowText, m_isBroken ? theme.alarm : theme.text);
}

}  // namespace heddle::ui
