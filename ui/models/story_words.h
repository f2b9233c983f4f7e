// The sentences that stories are made of: names with or without links, the head of a story by its state, the
// clause that says who ended a wait. For the *_text.cpp and *_story.cpp beside it.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include "engine/model/wait_story.h"
#include "ui/models/story_text.h"

namespace heddle::ui {

class StoryWords {
    Q_DECLARE_TR_FUNCTIONS(StoryWords)
public:
    StoryWords(const model::Snapshot& snapshot, Instant at, Markup markup)
        : m_snapshot(snapshot), m_at(at), m_markup(markup) {}

    [[nodiscard]] const model::Snapshot& snapshot() const { return m_snapshot; }
    [[nodiscard]] Instant at() const { return m_at; }

    // What the program said in words of its own: in a text with links they are no markup.
    [[nodiscard]] QString quoted(const QString& words) const;
    [[nodiscard]] QString name(TaskId task) const;
    [[nodiscard]] QString name(ObjectId object) const;
    [[nodiscard]] QString names(const std::vector<TaskId>& tasks) const;
    [[nodiscard]] QString holderNames(const std::vector<model::StoryHolder>& holders) const;
    [[nodiscard]] QString kindAndName(ObjectId object) const;  // "semaphore S"
    // ", line 30"; empty when unknown.
    [[nodiscard]] QString commaLine(SiteId site) const;
    [[nodiscard]] QString operation(const model::Wait& wait) const;  // "lock(A)"
    // How long the interval has lasted at the instant: "324 ms", or "324 ms (1.09 s in all)".
    [[nodiscard]] QString lasted(const model::Interval& interval, bool isLast) const;
    // "480 ms" after the start of the stream.
    [[nodiscard]] QString sinceStart(Instant time) const;
    // What a task did that ended somebody's wait: "released it", "put an item in".
    [[nodiscard]] QString endingVerb(wire::Operation operation) const;
    // "nobody has put an item in yet": for waits that no holder explains. Empty where there is nothing to
    // say.
    [[nodiscard]] QString missing(const model::Wait& wait) const;
    [[nodiscard]] QString list(const QStringList& names) const;

private:
    [[nodiscard]] QString linked(const char* scheme, std::uint32_t id, const QString& text) const;

    const model::Snapshot& m_snapshot;
    Instant m_at;
    Markup m_markup;
};

}  // namespace heddle::ui
