#include "ui/shell/source_marks.h"

#include <algorithm>
#include <string_view>

#include "ui/models/words.h"

namespace heddle::ui {
namespace {

struct Place {
    SiteId site;
    model::State state = model::State::Unknown;
    bool isAlive = false;
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
        return {interval.wait.site, interval.state, true};
    const bool isPresent = instant >= snapshot.now();
    return {isPresent ? task.site : SiteId{}, interval.state, true};
}

struct Found {
    std::string_view file;
    int line = 0;
    TaskId task;
    model::State state;
};

QString textOf(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

struct Files {
    struct File {
        std::size_t tasks = 0;
        int firstLine = 0;  // that a task reported
    };
    std::map<std::string_view, File> all;
    std::string_view ofSelected;

    void note(const model::Site& site) {
        const int line = static_cast<int>(site.line);
        File& file = all.try_emplace(site.file, File{0, line}).first->second;
        ++file.tasks;
        file.firstLine = std::min(file.firstLine, line);
    }

    [[nodiscard]] QString choose(const std::function<bool(const QString&)>& hasText) const {
        if (const QString file = textOf(ofSelected); !file.isEmpty() && hasText(file))
            return file;
        for (const bool isReadable : {true, false}) {
            const std::pair<const std::string_view, File>* best = nullptr;
            for (const auto& entry : all)
                if (hasText(textOf(entry.first)) == isReadable &&
                    (!best || entry.second.tasks > best->second.tasks))
                    best = &entry;
            if (best)
                return textOf(best->first);
        }
        return {};
    }
};

}  // namespace

SourceMarks sourceMarksAt(const model::Snapshot& snapshot, const SourceQuestion& question) {
    Files files;
    std::vector<Found> found;
    for (const model::TaskInfo& task : snapshot.tasks()) {
        Place place = placeOf(snapshot, task, question.instant);
        if (const auto next = question.nextLines.find(task.id);
            place.isAlive && next != question.nextLines.end())
            place.site = next->second;
        const SiteId told = place.site ? place.site : task.site;
        if (!told)
            continue;
        const model::Site site = snapshot.site(told);
        files.note(site);
        if (!place.site)  // nothing to mark now, but this is what it ran
            continue;
        if (task.id == question.selected)
            files.ofSelected = site.file;
        found.push_back({site.file, static_cast<int>(site.line), task.id, place.state});
    }

    SourceMarks marks;
    marks.file = question.file.isEmpty() ? files.choose(question.hasText) : question.file;
    const std::string file = marks.file.toStdString();
    for (const Found& one : found) {
        if (one.file != file)
            continue;
        const bool selected = one.task == question.selected;
        if (selected || !marks.isMarked)
            marks.line = one.line;
        marks.isMarked = true;
        std::vector<SourceMark>& onLine = marks.byLine[one.line];
        onLine.push_back({one.task, {}, one.state, selected});
        if (onLine.size() <= kMostNames || selected)
            onLine.back().name = nameText(snapshot, one.task);
    }
    if (const auto ran = files.all.find(file); !marks.isMarked && ran != files.all.end())
        marks.line = ran->second.firstLine;
    return marks;
}

}  // namespace heddle::ui
