// Why a task is not running at an instant, in words; and an interval in one or two lines.
#pragma once

#include <QString>
#include <QStringList>

#include "engine/model/snapshot.h"
#include "ui/models/deadlock_text.h"
#include "ui/models/moment.h"

namespace heddle::ui {

// Whether names and lines in a text are links: <a href="task:3">, <a href="object:1">, <a href="site:4">. A
// linked text is HTML; a plain one is not.
enum class Markup { Plain, Links };

struct Story {
    QString title;  // "Why is Thread-1 not running?"
    QStringList
        lines;  // "Blocked for 1.09 s in lock(A), line 30", "A is held by Thread-2 since 480 ms, line 21"...
    DeadlockText deadlock;  // the one that keeps it from going on; empty where there is none
    friend bool operator==(const Story&, const Story&) = default;
};

[[nodiscard]] Story story(const model::Snapshot& snapshot, TaskId task, Instant at,
                          Markup markup = Markup::Plain);
// The lines of the story, and the head of the deadlock last.
[[nodiscard]] QStringList storyText(const model::Snapshot& snapshot, TaskId task, Instant at);

// Who has an object, and who waits for it in which order: "A is held by Thread-2 since 480 ms, line 21".
[[nodiscard]] Story objectStory(const Moment& moment, ObjectId object, Markup markup = Markup::Plain);

// For a tooltip: "P4 waited 1.2 s for semaphore S, held by P1, P2 and P3; P1 released it", and where and
// when.
[[nodiscard]] QString intervalText(const model::Snapshot& snapshot, TaskId task, Instant at);

// What the whole run does at a moment: "10 tasks: 2 running, 8 blocked.", and a deadlock if there is one.
[[nodiscard]] Story runStory(const Moment& moment, Markup markup = Markup::Plain);

}  // namespace heddle::ui
