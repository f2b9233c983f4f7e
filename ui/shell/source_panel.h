// The source of what runs, with each task's current line marked: where it waits (tinted as blocked) or was
// last seen. At an earlier moment of a free run only waits have lines.
//
// Which file that is, and where tasks stand in it, source_marks.h says. Text comes from the scenario library
// for built-in scenarios, else from disk; where there is neither it says so.
#pragma once

#include <QAbstractScrollArea>
#include <QHash>
#include <QStringList>
#include <functional>
#include <map>
#include <vector>

#include "ui/shell/source_marks.h"

namespace heddle::ui {

class ViewState;

class SourcePanel : public QAbstractScrollArea {
    Q_OBJECT
public:
    // `textOf` gives the text of a file as the run names it; a null QString where there is none.
    using TextOf = std::function<QString(const QString& file)>;
    using LinesAt = std::function<std::map<TaskId, SiteId>(Instant)>;

    SourcePanel(ViewState& view, TextOf textOf, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {420, 240}; }
    [[nodiscard]] QString file() const { return m_file; }
    // Tasks marked on a line, counted from 1.
    [[nodiscard]] QStringList marksOn(int line) const;
    // Brings a line into sight and marks it until the selection or the run changes.
    void showSite(SiteId site);
    // What is shown where no task has told a line yet: the scenario's own source.
    void setHome(const QString& file);
    // In a controlled run: the line of each task's next step, which is where it stood at an instant. Null: as
    // the snapshot tells.
    void setLinesAt(LinesAt linesAt);
    // The line that showSite() marked; 0: none.
    [[nodiscard]] int pointedLine() const { return m_pointedLine; }

private:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void refresh();
    void showFile(const QString& file);
    void scrollToLine(int line);
    void updateScrollBars();
    [[nodiscard]] QStringList linesOf(const QString& file);
    [[nodiscard]] int lineOfRun() const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int gutter() const;  // where the code begins
    static QString labelOf(const std::vector<SourceMark>& marks, const QFontMetrics& metrics, int width);
    void paintLine(QPainter& painter, int index, int y) const;
    static void paintLabel(QPainter& painter, const std::vector<SourceMark>& marks, const QRect& row,
                           int endOfCode);

    ViewState& m_view;
    TextOf m_textOf;
    QString m_home;
    QString m_file;
    QStringList m_lines;
    QHash<QString, QStringList> m_texts;
    std::map<int, std::vector<SourceMark>> m_marks;  // by line, from 1
    LinesAt m_linesAt;
    int m_longest = 0;  // line, in pixels
    int m_scrolledTo = 0;
    int m_pointedLine = 0;
};

}  // namespace heddle::ui
