#include "ui/inspector/why_panel.h"

#include <QEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QVBoxLayout>

#include "ui/models/view_state.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

constexpr int kRenewMs = 100;

QString withoutLinks(const QString& html) {
    static const QRegularExpression kTags(QStringLiteral("</?a\\b[^>]*>"));
    QString text = html;
    text.remove(kTags);
    return text.replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"))
        .replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&amp;"), QLatin1String("&"));
}

// Many names are links: their colour tells it, lines under all of them would only unsettle the page.
QString withQuietLinks(QString html, const QColor& colour) {
    return html.replace(QLatin1String("<a "),
                        QStringLiteral("<a style=\"text-decoration:none; color:%1\" ").arg(colour.name()));
}

QLabel* richLabel() {
    auto* label = new QLabel;
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    return label;
}

QString paragraphs(const QStringList& lines, int gap) {
    QString html;
    for (const QString& line : lines)
        html += QStringLiteral("<p style=\"margin:0 0 %1px 0\">%2</p>").arg(gap).arg(line);
    return html;
}

QString heading(const QString& text) {
    return QStringLiteral("<p style=\"margin:6px 0 4px 0; font-weight:600\">%1</p>").arg(text);
}

// The sign before a condition tells too what its colour would: whether it holds.
QString conditionsHtml(const std::vector<DeadlockText::Condition>& conditions, const Theme& theme) {
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"0\">");
    for (const DeadlockText::Condition& condition : conditions)
        html += QStringLiteral(
                    "<tr><td style=\"padding:0 8px 5px 0; color:%1\">%2</td>"
                    "<td style=\"padding:0 0 5px 0\">%3<br><span style=\"color:%4\">%5</span></td></tr>")
                    .arg((condition.holds ? theme.alarm : theme.quietText).name(),
                         QString(QChar(condition.holds ? 0x2713 : 0x2013)), condition.name,
                         theme.quietText.name(), condition.evidence);
    return html + QStringLiteral("</table>");
}

}  // namespace

WhyPanel::WhyPanel(ViewState* view, QWidget* parent)
    : QScrollArea(parent),
      m_view(view),
      m_title(richLabel()),
      m_lines(richLabel()),
      m_alarm(richLabel()),
      m_details(richLabel()) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Why is it not running?"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(20, 8, 16, 14);
    column->setSpacing(10);
    for (QLabel* label :
         {m_title, m_alarm, m_lines, m_details}) {  // what matters most is in sight in a small panel too
        column->addWidget(label);
        connect(label, &QLabel::linkActivated, this, &WhyPanel::follow);
    }
    column->addStretch(1);
    setWidget(content);
    applyTheme();
    m_soon.setSingleShot(true);
    m_soon.setInterval(kRenewMs);
    connect(&m_soon, &QTimer::timeout, this, &WhyPanel::refresh);
    connect(view, &ViewState::snapshotChanged, this, &WhyPanel::refreshSoon);
    connect(view, &ViewState::selectionChanged, this, &WhyPanel::refresh);
    connect(view, &ViewState::cursorChanged, this, &WhyPanel::refresh);
    refresh();
}

void WhyPanel::refreshSoon() {
    if (!m_view->snapshot())
        refresh();  // it was closed: nothing of it may stay
    else if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void WhyPanel::showEvent(QShowEvent* event) {
    refresh();
    QScrollArea::showEvent(event);
}

void WhyPanel::refresh() {
    m_soon.stop();
    const MomentPtr moment = m_view->moment();
    if (!moment) {
        tell({tr("Nothing is open"), {tr("Open a scenario, run a program, or open a recording.")}, {}});
        return;
    }
    const Selection& selection = m_view->selection();
    if (selection.task)
        tell(story(moment->snapshot(), selection.task, selection.intervalAt.value_or(moment->at()),
                   Markup::Links));
    else if (selection.object)
        tell(objectStory(*moment, selection.object, Markup::Links));
    else
        tell(runStory(*moment, Markup::Links));
}

void WhyPanel::tell(const Story& told) {
    if (told == m_story)
        return;
    m_story = told;
    const Theme& theme = Theme::current();
    m_title->setText(QStringLiteral("<span style=\"font-size:15px; font-weight:600\">%1</span>")
                         .arg(withQuietLinks(told.title, theme.accent)));
    m_lines->setText(withQuietLinks(paragraphs(told.lines, 6), theme.accent));
    tellDeadlock(told.deadlock);
    setAccessibleDescription(
        (QStringList{title()} + lines() + QStringList{alarm()} + details()).join(QLatin1Char('\n')));
}

void WhyPanel::tellDeadlock(const DeadlockText& told) {
    m_alarm->setVisible(!told.isEmpty());
    m_details->setVisible(!told.isEmpty());
    if (told.isEmpty())
        return;
    const Theme& theme = Theme::current();
    m_alarm->setText(withQuietLinks(
        QStringLiteral("<p style=\"margin:0 0 6px 0; font-weight:600\">%1</p>").arg(told.head) +
            paragraphs(told.circle, 3),
        theme.alarm));
    QString html =
        paragraphs(told.around, 4) + heading(tr("What it rests on")) + conditionsHtml(told.conditions, theme);
    if (!told.waysOut.isEmpty())
        html += heading(told.waysOut.size() == 1 ? tr("A way out") : tr("Ways out")) +
                paragraphs(told.waysOut, 4);
    m_details->setText(withQuietLinks(html, theme.accent));
}

QString WhyPanel::title() const {
    return withoutLinks(m_story.title);
}
QString WhyPanel::alarm() const {
    return withoutLinks(m_story.deadlock.head);
}
QStringList WhyPanel::details() const {
    QStringList plain;
    for (const QString& line : m_story.deadlock.details()) plain.append(withoutLinks(line));
    return plain;
}
QStringList WhyPanel::lines() const {
    QStringList plain;
    for (const QString& line : m_story.lines) plain.append(withoutLinks(line));
    return plain;
}

void WhyPanel::follow(const QString& link) {
    const QString scheme = link.section(QLatin1Char(':'), 0, 0);
    const auto id = link.section(QLatin1Char(':'), 1, 1).toUInt();
    if (scheme == QLatin1String("task"))
        m_view->selectTask(TaskId{id});
    else if (scheme == QLatin1String("object"))
        m_view->selectObject(ObjectId{id});
    else if (scheme == QLatin1String("site"))
        Q_EMIT siteActivated(SiteId{id});
}

void WhyPanel::applyTheme() {
    const Theme& theme = Theme::current();
    QPalette colours = palette();
    colours.setColor(QPalette::Window, theme.background);
    colours.setColor(QPalette::WindowText, theme.text);
    colours.setColor(QPalette::Text, theme.text);
    viewport()->setAutoFillBackground(false);
    widget()->setPalette(colours);
    widget()->setAutoFillBackground(true);
    QColor border = theme.alarm;
    border.setAlpha(90);
    m_alarm->setStyleSheet(
        QStringLiteral("QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: 6px; "
                       "padding: 8px 12px; }")
            .arg(theme.alarmBackground.name(), theme.alarm.name(), border.name(QColor::HexArgb)));
    // Links take their colour when a text is set.
    const Story again = std::exchange(m_story, Story());
    tell(again);
}

void WhyPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && widget())
        applyTheme();
    QScrollArea::changeEvent(event);
}

}  // namespace heddle::ui
