// A deadlock in words: its circle wait by wait, which of the four conditions holds by what, how it could be
// broken. It says what the engine's verdict rests on (model::storyOf), and finds none of its own.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

#include "engine/model/snapshot.h"

namespace heddle::ui {

class StoryWords;

struct DeadlockText {
    // One of Coffman's four.
    struct Condition {
        QString name;  // "Hold and wait"
        bool holds = true;
        QString evidence;  // "Thread-1 holds B, line 28, and waits for A, line 30"
        friend bool operator==(const Condition&, const Condition&) = default;
    };
    QString head;        // "Deadlock: Thread-1 and Thread-2 wait for each other."
    QStringList circle;  // "Thread-1 waits for A since 1.09 s, line 30; Thread-2 holds it since 480 ms..."
    QStringList around;  // who else is bound up with it or waits behind it, and how it ended
    std::vector<Condition> conditions;
    QStringList waysOut;

    [[nodiscard]] bool isEmpty() const { return head.isEmpty(); }
    // All but the head, a line each.
    [[nodiscard]] QStringList details() const;
    friend bool operator==(const DeadlockText&, const DeadlockText&) = default;
};

// The deadlock that keeps the task from going on at the instant; nullptr: none does.
[[nodiscard]] const model::Deadlock* deadlockOf(const model::Snapshot& snapshot, TaskId task, Instant at);

// `first`: who of the circle is told of first, if it is in it. Times and names as `words` tells them.
[[nodiscard]] DeadlockText deadlockText(const StoryWords& words, const model::Deadlock& deadlock,
                                        TaskId first = {});

// What keeps the task of the edge from going on, in one line.
[[nodiscard]] QString edgeText(const StoryWords& words, const model::DeadlockEdge& edge);

}  // namespace heddle::ui
