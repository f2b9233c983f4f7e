// Which file the source panel shows, and which tasks stand on which of its lines at an instant.
//
// A pure function of the snapshot. The file is that of the selected task's line, else the one in which most
// tasks are; one whose text is not to be had (a part of the runtime, say) only if there is no other.
#pragma once

#include <QString>
#include <functional>
#include <map>
#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::ui {

// Of so many on one line the names are told; nobody could read more.
inline constexpr std::size_t kMostNames = 12;

struct SourceMark {
    TaskId task;
    QString name;  // empty: one of many
    model::State state = model::State::Unknown;
    bool selected = false;
};

struct SourceMarks {
    QString file;                                   // empty: no task has told a line
    std::map<int, std::vector<SourceMark>> byLine;  // of that file, from 1
    int line = 0;                                   // the one to bring into sight; 0: none
    bool isMarked = false;                          // somebody stands on it; else it is one that was run
};

struct SourceQuestion {
    Instant instant;
    TaskId selected;
    QString file;                        // shown whatever is in it; empty: to be chosen
    std::map<TaskId, SiteId> nextLines;  // where tasks stand then that are about to make a step
    std::function<bool(const QString&)> hasText;
};

[[nodiscard]] SourceMarks sourceMarksAt(const model::Snapshot& snapshot, const SourceQuestion& question);

}  // namespace heddle::ui
