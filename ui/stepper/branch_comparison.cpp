#include "ui/stepper/branch_comparison.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/stepper/step_words.h"

namespace heddle::ui {
namespace {

using session::HistoryNode;
using session::NodeId;
using session::Position;

struct ComparisonWords {
    Q_DECLARE_TR_FUNCTIONS(BranchComparison)
};

QString actionText(const Position& position, NodeId node) {
    const HistoryNode& step = (*position.history)[static_cast<std::size_t>(node)];
    return nameText(*position.snapshot, step.task) + QLatin1Char(' ') +
           operationText(step.operation, QString::fromStdString(step.subject));
}

QString taskText(const Position& position, std::size_t index) {
    if (index >= position.tasks.size())
        return ComparisonWords::tr("does not exist");
    const session::NextStep& next = position.tasks[index];
    if (!next.isAlive())
        return ComparisonWords::tr("ended");
    return next.mayGo ? ComparisonWords::tr("before %1").arg(operationText(next))
                      : ComparisonWords::tr("blocked in %1").arg(operationText(next));
}

QString objectText(const model::Snapshot& snapshot, ObjectId id) {
    const model::ObjectInfo* object = snapshot.object(id);
    if (!object)
        return ComparisonWords::tr("does not exist");
    QStringList parts;
    if (object->kind != wire::ObjectKind::Mutex && object->kind != wire::ObjectKind::RecursiveMutex)
        parts.append(QString::number(object->level));
    QStringList holders;
    for (const model::Holder& holder : object->holders) holders.append(nameText(snapshot, holder.task));
    if (!holders.isEmpty())
        parts.append(ComparisonWords::tr("held by %1").arg(listText(holders)));
    else if (parts.isEmpty())
        parts.append(ComparisonWords::tr("free"));
    return parts.join(QStringLiteral(", "));
}

void compareEnds(const Position& left, const Position& right, std::vector<ComparedRow>& rows) {
    const auto add = [&rows](const QString& what, const QString& a, const QString& b) {
        if (a != b)
            rows.push_back({what, a, b});
    };
    const auto standing = [](const Position& p) {
        const QString word = standingWord(p.standing);
        return word.isEmpty() ? ComparisonWords::tr("goes on") : word;
    };
    add(ComparisonWords::tr("The run"), standing(left), standing(right));
    for (std::size_t i = 0; i < std::max(left.tasks.size(), right.tasks.size()); ++i) {
        const Position& known = i < left.tasks.size() ? left : right;
        add(nameText(*known.snapshot, known.tasks[i].task), taskText(left, i), taskText(right, i));
    }
    const std::size_t objects = std::max(left.snapshot->objects().size(), right.snapshot->objects().size());
    for (std::size_t i = 0; i < objects; ++i) {
        const model::Snapshot& known = i < left.snapshot->objects().size() ? *left.snapshot : *right.snapshot;
        const model::ObjectInfo& object = known.objects()[i];
        add(ComparisonWords::tr("%1 %2", "kind and name of an object")
                .arg(termOf(object.kind).word, nameText(known, object.id)),
            objectText(*left.snapshot, object.id), objectText(*right.snapshot, object.id));
    }
}

}  // namespace

QString branchText(const StepHistory& history, NodeId leaf, const session::PositionPtr& end) {
    const HistoryNode& step = history[static_cast<std::size_t>(leaf)];
    QStringList parts;
    if (!step.name.empty())
        parts.append(QString::fromStdString(step.name));
    parts.append(step.depth == 1 ? ComparisonWords::tr("1 step")
                                 : ComparisonWords::tr("%1 steps").arg(step.depth));
    if (end && !standingWord(end->standing).isEmpty())
        parts.append(standingWord(end->standing));
    return parts.join(QStringLiteral(", "));
}

BranchComparison compareBranches(const Position& left, const Position& right) {
    BranchComparison comparison;
    const std::vector<NodeId> a = wayTo(*left.history, left.current),
                              b = wayTo(*right.history, right.current);
    const auto parted = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto common = static_cast<std::size_t>(parted.first - a.begin());
    comparison.partsAfter = static_cast<std::uint32_t>(common);
    for (std::size_t i = common; i < std::max(a.size(), b.size()); ++i)
        comparison.steps.push_back({ComparisonWords::tr("step %1").arg(i + 1),
                                    i < a.size() ? actionText(left, a[i]) : QString(),
                                    i < b.size() ? actionText(right, b[i]) : QString()});
    compareEnds(left, right, comparison.ends);
    return comparison;
}

}  // namespace heddle::ui
