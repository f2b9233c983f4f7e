#include "ui/shell/source_marks.h"

#include <algorithm>

namespace heddle::ui {
namespace {

constexpr std::size_t kMostTasks = 500;

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

struct Found {
    QString file;
    int line = 0;
    SourceMark mark;
};

struct Files {
    std::map<QString, std::size_t> tasksIn;
    std::map<QString, int> firstLine;  // that a task reported
    QString ofSelected;

    [[nodiscard]] QString choose(const std::function<bool(const QString&)>& hasText) const {
        if (!ofSelected.isEmpty() && hasText(ofSelected))
            return ofSelected;
        QString best;
        std::size_t most = 0;
        for (const bool readable : {true, false}) {
            for (const auto& [file, tasks] : tasksIn)
                if (tasks > most && hasText(file) == readable) {
                    best = file;
                    most = tasks;
                }
            if (!best.isEmpty())
                break;
        }
        return best;
    }
};

}  // namespace

SourceMarks sourceMarksAt(const model::Snapshot& snapshot, const SourceQuestion& question) {
    const auto fileOf = [](const model::Site& site) {
        return QString::fromUtf8(site.file.data(), static_cast<qsizetype>(site.file.size()));
    };
    Files files;
    std::vector<Found> found;
    const auto tasks = snapshot.tasks();
    for (const model::TaskInfo& task : tasks.first(std::min(tasks.size(), kMostTasks))) {
        Place place = placeOf(snapshot, task, question.instant);
        if (const auto next = question.nextLines.find(task.id); next != question.nextLines.end())
            place.site = next->second;
        const SiteId told = place.site ? place.site : task.site;
        if (!told)
            continue;
        const model::Site site = snapshot.site(told);
        const QString file = fileOf(site);
        const int line = static_cast<int>(site.line);
        ++files.tasksIn[file];
        const auto first = files.firstLine.emplace(file, line).first;
        first->second = std::min(first->second, line);
        if (!place.site)  // nothing to mark now, but this is what it ran
            continue;
        const bool selected = task.id == question.selected;
        if (selected)
            files.ofSelected = file;
        found.push_back(
            {file, line, {task.id, QString::fromStdString(snapshot.nameOf(task.id)), place.state, selected}});
    }

    SourceMarks marks;
    marks.file = question.file.isEmpty() ? files.choose(question.hasText) : question.file;
    for (Found& one : found) {
        if (one.file != marks.file)
            continue;
        if (one.mark.selected || !marks.isMarked)
            marks.line = one.line;
        marks.isMarked = true;
        marks.byLine[one.line].push_back(std::move(one.mark));
    }
    if (const auto first = files.firstLine.find(marks.file);
        !marks.isMarked && first != files.firstLine.end())
        marks.line = first->second;
    return marks;
}

}  // namespace heddle::ui
