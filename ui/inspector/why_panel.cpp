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

}  // namespace

WhyPanel::WhyPanel(ViewState* view, QWidget* parent)
    : QScrollArea(parent), m_view(view), m_title(richLabel()), m_lines(richLabel()), m_alarm(richLabel()) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Why is it not running?"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(20, 8, 16, 14);
    column->setSpacing(10);
    for (QLabel* label : {m_title, m_alarm, m_lines}) {  // what matters most is in sight in a small panel too
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
    if (told.title == m_story.title && told.lines == m_story.lines && told.deadlock == m_story.deadlock)
        return;
    m_story = told;
    m_title->setText(QStringLiteral("<span style=\"font-size:15px; font-weight:600\">%1</span>")
                         .arg(withQuietLinks(told.title, Theme::current().accent)));
    QString html;
    for (const QString& line : told.lines)
        html += QStringLiteral("<p style=\"margin:0 0 6px 0\">%1</p>").arg(line);
    m_lines->setText(withQuietLinks(html, Theme::current().accent));
    m_alarm->setText(QStringLiteral("<span style=\"font-weight:600\">%1</span>")
                         .arg(withQuietLinks(told.deadlock, Theme::current().alarm)));
    m_alarm->setVisible(!told.deadlock.isEmpty());
    setAccessibleDescription((QStringList{title()} + lines() + QStringList{alarm()}).join(QLatin1Char('\n')));
}

QString WhyPanel::title() const {
    return withoutLinks(m_story.title);
}
QString WhyPanel::alarm() const {
    return withoutLinks(m_story.deadlock);
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
