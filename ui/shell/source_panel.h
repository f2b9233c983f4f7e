// The source of what runs, with each task's current line marked: where it waits (tinted as blocked) or was
// last seen.
//
// Shows the file of the selected task's line, else the file in which most tasks are. Text comes from the
// scenario library for built-in scenarios, else from disk; where there is neither it says so.
#pragma once

#include <QAbstractScrollArea>
#include <QHash>
#include <QStringList>
#include <functional>
#include <map>
#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::ui {

class ViewState;

class SourcePanel : public QAbstractScrollArea {
    Q_OBJECT
public:
    // `textOf` gives the text of a file as the run names it; a null QString where there is none.
    using TextOf = std::function<QString(const QString& file)>;

    SourcePanel(ViewState& view, TextOf textOf, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {420, 240}; }
    [[nodiscard]] QString file() const { return m_file; }
    // Tasks marked on a line, counted from 1.
    [[nodiscard]] QStringList marksOn(int line) const;
    // Brings a line into sight and marks it until the selection or the run changes.
    void showSite(SiteId site);
    // In a controlled run: the line of each task's next step, which is where it stands in the present. Empty:
    // as the snapshot tells.
    void setNextLines(std::map<TaskId, SiteId> lines);
    // The line that showSite() marked; 0: none.
    [[nodiscard]] int pointedLine() const { return m_pointedLine; }

private:
    struct Mark {
        TaskId task;
        QString name;
        model::State state;
        bool selected;
    };

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void refresh();
    void showFile(const QString& file);
    void scrollToLine(int line);
    void updateScrollBars();
    [[nodiscard]] int lineHeight() const;
    static QString labelOf(const std::vector<Mark>& marks, const QFontMetrics& metrics, int width);
    void paintLine(QPainter& painter, int index, int y, int gutter) const;
    static void paintLabel(QPainter& painter, const std::vector<Mark>& marks, const QRect& row,
                           int endOfCode);

    ViewState& m_view;
    TextOf m_textOf;
    QString m_file;
    QStringList m_lines;
    QHash<QString, QStringList> m_texts;
    std::map<int, std::vector<Mark>> m_marks;  // by line, from 1
    std::map<TaskId, SiteId> m_nextLines;
    int m_scrolledTo = 0;
    int m_pointedLine = 0;
};

}  // namespace heddle::ui
