#include "ui/shell/source_panel.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include "ui/models/view_state.h"
#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

struct Place {
    SiteId site;
    model::State state;
};

// Where the task was at `instant`: while it waits, the line of the wait; at the present, the last line it
// reported.
Place placeOf(const model::Snapshot& snapshot, const model::TaskInfo& task, Instant instant) {
    const model::HistoryView history = snapshot.history(task.id);
    const std::size_t index = history.indexAt(instant);
    if (index >= history.size())
        return {};
    const model::Interval interval = history.at(index);
    if (interval.state == model::State::Terminated)
        return {};
    if (interval.wait.site)
        return {interval.wait.site, interval.state};
    const bool isPresent = instant >= snapshot.now();
    return {isPresent ? task.site : SiteId{}, interval.state};
}

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
        for (const Mark& mark : found->second) names.append(mark.name);
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
    constexpr std::size_t kMostTasks = 500;
    const auto tasks = snapshot->tasks();
    std::map<std::string_view, std::size_t> tasksIn;
    std::string_view selectedFile;
    std::vector<std::pair<model::Site, Mark>> found;
    for (const model::TaskInfo& task : tasks.subspan(0, std::min(tasks.size(), kMostTasks))) {
        Place place = placeOf(*snapshot, task, m_view.instant());
        if (const auto next = m_nextLines.find(task.id); next != m_nextLines.end() && !m_view.cursor())
            place.site = next->second;
        if (!place.site) {
            if (task.site)  // nothing to mark now, but this is what it ran
                ++tasksIn[snapshot->site(task.site).file];
            continue;
        }
        const model::Site site = snapshot->site(place.site);
        const bool selected = task.id == m_view.selection().task;
        ++tasksIn[site.file];
        if (selected)
            selectedFile = site.file;
        found.push_back(
            {site, {task.id, QString::fromStdString(snapshot->nameOf(task.id)), place.state, selected}});
    }
    std::string_view file = selectedFile;
    if (file.empty() && !tasksIn.empty())
        file = std::max_element(tasksIn.begin(), tasksIn.end(), [](const auto& a, const auto& b) {
                   return a.second < b.second;
               })->first;
    if (!file.empty() && m_pointedLine == 0)
        showFile(QString::fromUtf8(file.data(), static_cast<qsizetype>(file.size())));
    int wanted = 0;
    for (auto& [site, mark] : found) {
        if (QString::fromUtf8(site.file.data(), static_cast<qsizetype>(site.file.size())) != m_file)
            continue;
        const int line = static_cast<int>(site.line);
        if (mark.selected || wanted == 0)
            wanted = line;
        m_marks[line].push_back(std::move(mark));
    }
    if (wanted != 0 && wanted != m_scrolledTo && m_pointedLine == 0) {
        scrollToLine(wanted);
        m_scrolledTo = wanted;
    }
    viewport()->update();
}

void SourcePanel::setNextLines(std::map<TaskId, SiteId> lines) {
    m_nextLines = std::move(lines);
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
}

void SourcePanel::showFile(const QString& file) {
    if (file == m_file)
        return;
    m_file = file;
    if (!m_texts.contains(file))
        m_texts.insert(file, file.isEmpty() ? QStringList{} : m_textOf(file).split(QLatin1Char('\n')));
    m_lines = m_texts.value(file);
    m_scrolledTo = 0;
    updateScrollBars();
    viewport()->update();
}

int SourcePanel::lineHeight() const {
    return QFontMetrics{Theme::monospace()}.lineSpacing() + 4;
}

void SourcePanel::updateScrollBars() {
    const int visible = std::max(1, viewport()->height() / lineHeight());
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(m_lines.size()) - visible));
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
    const int gutter = 20 + painter.fontMetrics().horizontalAdvance(QString::number(m_lines.size())) + 16;
    int y = 2;
    for (int i = verticalScrollBar()->value(); i < m_lines.size() && y < viewport()->height();
         ++i, y += height)
        paintLine(painter, i, y, gutter);
}

// "T1, T2 and 3 more wait": as many names as fit into `width`.
QString SourcePanel::labelOf(const std::vector<Mark>& marks, const QFontMetrics& metrics, int width) {
    const bool waits = marks.front().state == model::State::Blocked;
    if (marks.size() == 1) {
        const QString& name = marks.front().name;
        const QString whole = waits ? tr("%1 waits").arg(name) : name;
        return metrics.horizontalAdvance(whole) <= width ? whole
                                                         : metrics.elidedText(name, Qt::ElideMiddle, width);
    }
    QString label;
    for (std::size_t named = marks.size();; --named) {
        QStringList names;
        for (std::size_t i = 0; i < named; ++i) names.append(marks[i].name);
        label = names.join(QStringLiteral(", "));
        if (named < marks.size())
            label = named == 0 ? tr("%1 tasks").arg(marks.size())
                               : tr("%1 and %2 more").arg(label).arg(marks.size() - named);
        if (waits)
            label = tr("%1 wait").arg(label);
        if (named == 0 || metrics.horizontalAdvance(label) <= width)
            return label;
    }
}

void SourcePanel::paintLine(QPainter& painter, int index, int y, int gutter) const {
    const Theme& theme = Theme::current();
    const int height = lineHeight();
    const QRect row{0, y, viewport()->width(), height};
    const auto marks = m_marks.find(index + 1);
    if (marks != m_marks.end()) {
        const auto& tasks = marks->second;
        const bool selected =
            std::any_of(tasks.begin(), tasks.end(), [](const Mark& m) { return m.selected; });
        const model::State state = tasks.front().state;
        painter.fillRect(row, tintOf(state));
        if (selected)
            painter.fillRect(QRect{0, y, 4, height}, theme.accent);
    }
    if (index + 1 == m_pointedLine) {
        painter.setPen(QPen{theme.accent, 1.5});
        painter.drawRect(QRectF{row}.adjusted(1, 1, -1.5, -1));
    }
    painter.setPen(theme.quietText);
    painter.drawText(QRect{0, y, gutter - 16, height}, Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(index + 1));
    painter.setPen(theme.text);
    const QString code = QString{m_lines[index]}.replace(QLatin1Char('\t'), QStringLiteral("    "));
    painter.drawText(QRect{gutter, y, row.width() - gutter, height}, Qt::AlignLeft | Qt::AlignVCenter, code);
    if (marks != m_marks.end())
        paintLabel(painter, marks->second, row, gutter + painter.fontMetrics().horizontalAdvance(code));
}

// Beside the code where there is room, else over its end: who stands here matters more.
void SourcePanel::paintLabel(QPainter& painter, const std::vector<Mark>& marks, const QRect& row,
                             int endOfCode) {
    constexpr int kRight = 12, kLeft = 16;
    QFont bold = Theme::font();
    bold.setBold(true);
    painter.setFont(bold);
    const int room = row.width() - kRight - kLeft - endOfCode;
    const QString label = labelOf(marks, painter.fontMetrics(), std::max(room, row.width() * 45 / 100));
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
