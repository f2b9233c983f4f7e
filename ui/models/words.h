// The project's vocabulary in the reader's language: what states, operations, objects and tasks are called,
// and what the term means to somebody who hears it for the first time.
#pragma once

#include <QString>

#include "engine/model/snapshot.h"

namespace heddle::ui {

// One term of the field.
struct Term {
    QString word;     // "ready"
    QString meaning;  // one sentence for a first-year student
};

[[nodiscard]] Term termOf(model::State state);
[[nodiscard]] Term termOf(wire::TaskKind kind);
[[nodiscard]] Term termOf(wire::ObjectKind kind);
[[nodiscard]] Term termOf(wire::KernelSource source);
// The scheduling policies of the kernel, by their number (SCHED_OTHER...).
[[nodiscard]] Term policyTerm(std::int64_t policy);
// The arc from one state to another: "dispatch", "preempt". Empty where the textbook has none.
[[nodiscard]] Term transitionTerm(model::State from, model::State to);

// "lock(A)", "join(Thread-1)", "sleep": what a task was about to do, to what.
[[nodiscard]] QString operationText(wire::Operation operation, const QString& onWhat);
// operationText for a wait, with names from the snapshot; empty when nobody told.
[[nodiscard]] QString waitText(const model::Snapshot& snapshot, const model::Wait& wait);
// "line 30"; empty when unknown.
[[nodiscard]] QString lineText(const model::Snapshot& snapshot, SiteId site);
// "deadlock_ab.cpp:30"; empty when unknown.
[[nodiscard]] QString placeText(const model::Snapshot& snapshot, SiteId site);

[[nodiscard]] QString nameText(const model::Snapshot& snapshot, TaskId task);
[[nodiscard]] QString nameText(const model::Snapshot& snapshot, ObjectId object);
// At most three characters for a token or a small node: "T1" for "Thread-1", "P4", "da" for "deadlock-ab".
[[nodiscard]] QString shortName(const QString& name);
// "A, B and C"; from `most` on "A, B and 5 more".
[[nodiscard]] QString listText(const QStringList& names, int most = 4);
// Figures in groups of three: "12 345".
[[nodiscard]] QString countText(std::uint64_t count);
// "1.50 MiB".
[[nodiscard]] QString bytesText(std::int64_t bytes);
// For a tooltip, which takes for markup whatever looks like it: names are the program's, and may.
[[nodiscard]] QString tipText(const QString& plain);

}  // namespace heddle::ui
