#include "ui/shell/source_panel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/models/view_state.h"
#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

QColor tintOf(model::State state) {
    const Theme& theme = Theme::current();
    return mixed(theme.background, theme.look(state).colour, 0.16);
}

}  // namespace

SourcePanel::SourcePanel(ViewState& view, TextOf textOf, QWidget* parent)
    : QAbstractScrollArea(parent), m_view(view), m_textOf(std::move(textOf)) {
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Source"));
    setFocusPolicy(Qt::TabFocus);
    verticalScrollBar()->setSingleStep(1);
    connect(&m_view, &ViewState::snapshotChanged, this, &SourcePanel::refresh);
    connect(&m_view, &ViewState::cursorChanged, this, &SourcePanel::refresh);
    connect(&m_view, &ViewState::selectionChanged, this, [this] {
        m_pointedLine = 0;
        refresh();
    });
    refresh();
}

QStringList SourcePanel::marksOn(int line) const {
    QStringList names;
    if (const auto found = m_marks.find(line); found != m_marks.end())
        for (const SourceMark& mark : found->second)
            if (!mark.name.isEmpty())
                names.append(mark.name);
    return names;
}

void SourcePanel::refresh() {
    const model::SnapshotPtr& snapshot = m_view.snapshot();
    m_marks.clear();
    if (!snapshot) {
        m_pointedLine = 0;
        showFile({});
        m_texts.clear();
        return;
    }
    SourceMarks found = sourceMarksAt(
        *snapshot, {m_view.instant(), m_view.selection().task, m_pointedLine != 0 ? m_file : QString(),
                    m_linesAt ? m_linesAt(m_view.instant()) : std::map<TaskId, SiteId>(),
                    [this](const QString& file) { return linesOf(file).size() > 1; }});
    const QString& file = found.file.isEmpty() ? m_home : found.file;
    if (!file.isEmpty())
        showFile(file);
    m_marks = std::move(found.byLine);
    if (found.line == 0 && m_file == m_home)
        found.line = lineOfRun();
    // What is only a line that was run does not take the panel away from where somebody stood.
    if (found.line != 0 && found.line != m_scrolledTo && m_pointedLine == 0 &&
        (found.isMarked || m_scrolledTo == 0)) {
        scrollToLine(found.line);
        m_scrolledTo = found.line;
    }
    viewport()->update();
}

void SourcePanel::setHome(const QString& file) {
    m_home = file;
    refresh();
}

void SourcePanel::setLinesAt(LinesAt linesAt) {
    m_linesAt = std::move(linesAt);
    refresh();
}

void SourcePanel::showSite(SiteId id) {
    if (!m_view.snapshot() || !id)
        return;
    const model::Site site = m_view.snapshot()->site(id);
    m_pointedLine = static_cast<int>(site.line);
    showFile(QString::fromUtf8(site.file.data(), static_cast<qsizetype>(site.file.size())));
    scrollToLine(m_pointedLine);
    refresh();
}

void SourcePanel::scrollToLine(int line) {
    const int visible = viewport()->height() / lineHeight();
    const int first = verticalScrollBar()->value();
    if (line - 1 < first || line > first + visible)
        verticalScrollBar()->setValue(line - visible / 2);
    if (line < 1 || line > m_lines.size())
        return;
    // Code that begins far to the right would stand behind its label, or outside.
    const QString& text = m_lines[line - 1];
    const auto code =
        std::find_if(text.begin(), text.end(), [](QChar letter) { return !letter.isSpace(); }) - text.begin();
    const int column = QFontMetrics{Theme::monospace()}.averageCharWidth();
    const int indent = static_cast<int>(code) * column;
    horizontalScrollBar()->setValue(indent > (viewport()->width() - gutter()) / 4 ? indent - 2 * column : 0);
}

void SourcePanel::showFile(const QString& file) {
    if (file == m_file)
        return;
    m_file = file;
    m_lines = linesOf(file);
    const QFontMetrics metrics{Theme::monospace()};
    m_longest = 0;
    for (const QString& line : std::as_const(m_lines))
        m_longest = std::max(m_longest, metrics.horizontalAdvance(line));
    m_scrolledTo = 0;
    horizontalScrollBar()->setValue(0);
    updateScrollBars();
    viewport()->update();
}

QStringList SourcePanel::linesOf(const QString& file) {
    if (file.isEmpty())
        return {};
    if (!m_texts.contains(file)) {
        QString text = m_textOf(file);
        m_texts.insert(file,
                       text.replace(QLatin1Char('\t'), QStringLiteral("    ")).split(QLatin1Char('\n')));
    }
    return m_texts.value(file);
}

// Where a scenario's own program begins, behind what it includes; 0: nowhere.
int SourcePanel::lineOfRun() const {
    const auto run = std::find_if(m_lines.begin(), m_lines.end(), [](const QString& line) {
        return line.startsWith(QLatin1String("void run("));
    });
    return run == m_lines.end() ? 0 : static_cast<int>(run - m_lines.begin()) + 1;
}

int SourcePanel::gutter() const {
    return 20 + QFontMetrics{Theme::monospace()}.horizontalAdvance(QString::number(m_lines.size())) + 16;
}

int SourcePanel::lineHeight() const {
    return QFontMetrics{Theme::monospace()}.lineSpacing() + 4;
}

void SourcePanel::updateScrollBars() {
    const int visible = std::max(1, viewport()->height() / lineHeight());
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_lines.size()) - visible));
    const int room = viewport()->width() - gutter();
    horizontalScrollBar()->setPageStep(room);
    horizontalScrollBar()->setSingleStep(QFontMetrics{Theme::monospace()}.averageCharWidth() * 4);
    horizontalScrollBar()->setRange(0, std::max(0, m_longest + 12 - room));
}

void SourcePanel::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

void SourcePanel::paintEvent(QPaintEvent*) {
    const Theme& theme = Theme::current();
    QPainter painter{viewport()};
    painter.fillRect(viewport()->rect(), theme.background);
    if (m_lines.size() <= 1) {
        painter.setFont(Theme::font());
        painter.setPen(theme.quietText);
        const QString why =
            !m_view.snapshot() || m_file.isEmpty()
                ? tr("The lines at which tasks wait appear here, for programs that use Heddle's runtime.")
                : tr("The text of %1 is not to be had.").arg(m_file);
        painter.drawText(viewport()->rect().adjusted(20, 12, -20, -12), Qt::TextWordWrap, why);
        return;
    }
    painter.setFont(Theme::monospace());
    const int height = lineHeight();
    int y = 2;
    for (int i = verticalScrollBar()->value(); i < m_lines.size() && y < viewport()->height();
         ++i, y += height)
        paintLine(painter, i, y);
}

// "T1, T2 and 3 more wait": as many names as fit into `width`.
QString SourcePanel::labelOf(const std::vector<SourceMark>& marks, const QFontMetrics& metrics, int width) {
    const bool waits = marks.front().state == model::State::Blocked;
    if (marks.size() == 1) {
        const QString& name = marks.front().name;
        const QString whole = waits ? tr("%1 waits").arg(name) : name;
        return metrics.horizontalAdvance(whole) <= width ? whole
                                                         : metrics.elidedText(name, Qt::ElideMiddle, width);
    }
    QString label;
    for (std::size_t named = std::min(marks.size(), kMostNames);; --named) {
        QStringList names;
        for (std::size_t i = 0; i < named; ++i) names.append(marks[i].name);
        label = names.join(QStringLiteral(", "));
        if (named < marks.size())
            label = named != 0 ? tr("%1 and %2 more").arg(label, QString::number(marks.size() - named))
                    : waits    ? QString::number(marks.size())
                               : tr("%1 tasks").arg(marks.size());
        if (waits)
            label = tr("%1 wait").arg(label);
        if (named == 0 || metrics.horizontalAdvance(label) <= width)
            return label;
    }
}

void SourcePanel::paintLine(QPainter& painter, int index, int y) const {
    const Theme& theme = Theme::current();
    const int height = lineHeight();
    const QRect row{0, y, viewport()->width(), height};
    const auto marks = m_marks.find(index + 1);
    const QColor ground = marks == m_marks.end() ? theme.background : tintOf(marks->second.front().state);
    painter.fillRect(row, ground);
    const int code = gutter() - horizontalScrollBar()->value();
    painter.setPen(theme.text);
    painter.drawText(QRect{code, y, row.right() + 1 - code, height}, Qt::AlignLeft | Qt::AlignVCenter,
                     m_lines[index]);
    painter.fillRect(QRect{0, y, gutter() - 8, height}, ground);
    painter.setPen(theme.quietText);
    painter.drawText(QRect{0, y, gutter() - 16, height}, Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(index + 1));
    if (marks != m_marks.end()) {
        const auto& tasks = marks->second;
        if (std::any_of(tasks.begin(), tasks.end(), [](const SourceMark& mark) { return mark.selected; }))
            painter.fillRect(QRect{0, y, 4, height}, theme.accent);
        paintLabel(painter, tasks, row, code + painter.fontMetrics().horizontalAdvance(m_lines[index]));
    }
    if (index + 1 == m_pointedLine) {
        painter.setPen(QPen{theme.accent, 1.5});
        painter.drawRect(QRectF{row}.adjusted(1, 1, -1.5, -1));
    }
}

// Beside the code where there is room, else over its end: who stands here matters more.
void SourcePanel::paintLabel(QPainter& painter, const std::vector<SourceMark>& marks, const QRect& row,
                             int endOfCode) {
    constexpr int kRight = 12, kLeft = 8;
    QFont bold = Theme::font();
    bold.setBold(true);
    painter.setFont(bold);
    const int room = row.width() - kRight - kLeft - endOfCode;
    const QString label = labelOf(marks, painter.fontMetrics(), std::max(room, row.width() * 34 / 100));
    QRect place = row.adjusted(0, 0, -kRight, 0);
    place.setLeft(place.right() - painter.fontMetrics().horizontalAdvance(label));
    const model::State state = marks.front().state;
    if (place.left() - kLeft < endOfCode)
        painter.fillRect(QRect{place.left() - kLeft, row.y(), row.right() + 1, row.height()}, tintOf(state));
    painter.setPen(Theme::current().ink(state));
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, label);
    painter.setFont(Theme::monospace());
}

void SourcePanel::mousePressEvent(QMouseEvent* event) {
    const int line = verticalScrollBar()->value() + (event->pos().y() - 2) / lineHeight() + 1;
    if (const auto found = m_marks.find(line); found != m_marks.end())
        m_view.selectTask(found->second.front().task);
    QAbstractScrollArea::mousePressEvent(event);
}

}  // namespace heddle::ui
