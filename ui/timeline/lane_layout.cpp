#include "ui/timeline/lane_layout.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/words.h"

namespace heddle::ui {

using model::ObjectInfo;
using model::Snapshot;
using model::TaskInfo;
using wire::ObjectKind;
using wire::TaskKind;

namespace {

constexpr int kRowHeights[] = {30, 27, 24, 21, 18};  // from comfortable to dense
constexpr int kMostHolderRows = 6;                   // a semaphore with more units shows its level instead

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

bool isOwned(ObjectKind kind) {
    return kind == ObjectKind::Mutex || kind == ObjectKind::RecursiveMutex ||
           kind == ObjectKind::SharedMutex || kind == ObjectKind::Semaphore;
}

bool isSharedByMany(ObjectKind kind) {
    return kind == ObjectKind::Semaphore || kind == ObjectKind::SharedMutex;
}

bool hasLevel(const ObjectInfo& object) {
    return object.kind == ObjectKind::Queue || object.kind == ObjectKind::Event ||
           object.kind == ObjectKind::Variable || object.kind == ObjectKind::Barrier ||
           object.kind == ObjectKind::Future ||
           (object.kind == ObjectKind::Semaphore && object.capacity > kMostHolderRows);
}

int holderRows(const ObjectInfo& object) {
    if (!isSharedByMany(object.kind))
        return 1;
    const auto units = object.kind == ObjectKind::Semaphore ? object.capacity : std::int64_t{kMostHolderRows};
    return static_cast<int>(std::clamp<std::int64_t>(units, 1, kMostHolderRows));
}

// Whom a task stands under: a thread under its process, a fiber under the thread that it was made on.
TaskId treeParent(const Snapshot& snapshot, const TaskInfo& task) {
    if (task.kind == TaskKind::Process)
        return {};
    if (task.kind == TaskKind::Thread)
        return task.process == task.id ? TaskId{} : task.process;
    const TaskInfo* parent = snapshot.task(task.parent);
    while (parent && parent->kind == TaskKind::Fiber) parent = snapshot.task(parent->parent);
    if (!parent)
        parent = snapshot.task(task.carrier ? task.carrier : task.process);
    return parent && parent->id < task.id ? parent->id : TaskId{};
}

class Builder {
public:
    Builder(const Snapshot& snapshot, const LaneOptions& options, int rowHeight)
        : m_snapshot(snapshot), m_options(options), m_rowHeight(rowHeight) {}

    std::vector<Lane> build() && {
        if (m_options.withTasks)
            addTasks();
        if (m_options.withObjects)
            addObjects();
        if (m_options.withCpus)
            addCpus();
        return std::move(m_lanes);
    }

private:
    bool matches(const QString& text) const {
        return m_options.filter.isEmpty() || text.contains(m_options.filter, Qt::CaseInsensitive);
    }

    void add(Lane lane, double share) {
        lane.height = std::max(1, static_cast<int>(m_rowHeight * share + 0.5));
        lane.top = m_lanes.empty() ? 0 : m_lanes.back().bottom();
        m_lanes.push_back(lane);
    }

    void addTasks() {
        const auto tasks = m_snapshot.tasks();
        // Children of each task in order, as linked lists over indices: linear, whatever the shape of the
        // tree.
        constexpr std::uint32_t kNone = 0;
        std::vector<std::uint32_t> firstChild(tasks.size() + 1, kNone), next(tasks.size() + 1, kNone);
        std::vector<char> isShown(tasks.size() + 1, m_options.filter.isEmpty());
        for (auto i = static_cast<std::uint32_t>(tasks.size()); i >= 1; --i) {
            const TaskInfo& task = tasks[i - 1];
            const std::uint32_t parent = treeParent(m_snapshot, task).value();
            next[i] = firstChild[parent];
            firstChild[parent] = i;
            // A match keeps its parents. They stand before it, so they are still to come in this order.
            if (!isShown[i])
                isShown[i] = matches(taskText(task));
            if (isShown[i])
                isShown[parent] = 1;
        }
        std::vector<std::uint32_t> path;  // where each open level goes on
        for (std::uint32_t at = firstChild[0];;) {
            if (at == kNone) {
                if (path.empty())
                    break;
                at = path.back();
                path.pop_back();
                continue;
            }
            if (!isShown[at]) {
                at = next[at];
                continue;
            }
            Lane lane;
            lane.task = tasks[at - 1].id;
            lane.depth = static_cast<int>(path.size());
            lane.hasChildren = firstChild[at] != kNone;
            lane.isFolded = m_options.filter.isEmpty() && m_options.folded.contains(lane.task);
            add(lane, 1);
            if (lane.hasChildren && !lane.isFolded) {
                path.push_back(next[at]);
                at = firstChild[at];
            } else {
                at = next[at];
            }
        }
    }

    QString taskText(const TaskInfo& task) const {
        return nameText(m_snapshot, task.id) + QLatin1Char(' ') + QString::number(task.pid.value()) +
               QLatin1Char(' ') + QString::number(task.tid.value());
    }

    void addObjects() {
        const std::size_t heading = m_lanes.size();
        addHeading(LaneKind::Objects, m_options.objectsFolded);
        for (const ObjectInfo& object : m_snapshot.objects()) {
            if (!matches(nameText(m_snapshot, object.id)))
                continue;
            m_lanes[heading].hasChildren = true;
            if (m_options.objectsFolded)
                return;
            Lane lane;
            lane.object = object.id;
            lane.depth = 1;
            if (isOwned(object.kind) && !hasLevel(object)) {
                lane.kind = LaneKind::Holders;
                lane.rows = holderRows(object);
                add(lane, lane.rows == 1 ? 0.85 : 0.25 + 0.6 * lane.rows);
            } else if (hasLevel(object) || !object.levels.isEmpty()) {
                lane.kind = LaneKind::Level;
                add(lane, 0.95);
            }
            if (object.maxWaiters > 0) {
                lane.kind = LaneKind::Waiters;
                lane.rows = 1;
                add(lane, 0.9);
            }
        }
        dropEmptyHeading(heading);
    }

    void addCpus() {
        const std::size_t heading = m_lanes.size();
        addHeading(LaneKind::Cpus, m_options.cpusFolded);
        for (const model::CpuInfo& cpu : m_snapshot.cpus()) {
            Lane lane;
            lane.kind = LaneKind::Cpu;
            lane.cpu = cpu.id;
            lane.depth = 1;
            if (!matches(laneName(m_snapshot, lane)))
                continue;
            m_lanes[heading].hasChildren = true;
            if (!m_options.cpusFolded)
                add(lane, 0.9);
        }
        dropEmptyHeading(heading);
    }

    void addHeading(LaneKind kind, bool isFolded) {
        Lane lane;
        lane.kind = kind;
        lane.isFolded = isFolded;
        add(lane, 1.1);
    }
    void dropEmptyHeading(std::size_t heading) {
        if (!m_lanes[heading].hasChildren)
            m_lanes.erase(m_lanes.begin() + static_cast<std::ptrdiff_t>(heading), m_lanes.end());
    }

    const Snapshot& m_snapshot;
    const LaneOptions& m_options;
    const int m_rowHeight;
    std::vector<Lane> m_lanes;
};

}  // namespace

LaneLayout::LaneLayout(const Snapshot& snapshot, const LaneOptions& options, int rowHeight)
    : m_lanes(Builder{snapshot, options, rowHeight}.build()), m_rowHeight(rowHeight) {
    m_laneOfTask.assign(snapshot.tasks().size() + 1, m_lanes.size());
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        if (m_lanes[i].kind == LaneKind::Task)
            m_laneOfTask[m_lanes[i].task.value()] = i;
}

int LaneLayout::rowHeightFor(const Snapshot& snapshot, const LaneOptions& options, int available) {
    // Where the tasks alone overflow there is no need to look closer.
    const auto atLeast = static_cast<long long>(
        options.filter.isEmpty() && options.folded.empty() ? snapshot.tasks().size() : 0);
    for (const int height : kRowHeights)
        if (atLeast * height <= available && LaneLayout(snapshot, options, height).height() <= available)
            return height;
    return kRowHeights[std::size(kRowHeights) - 1];
}

std::size_t LaneLayout::laneAt(int y) const {
    if (y < 0)
        return m_lanes.size();
    const auto lane =
        std::partition_point(m_lanes.begin(), m_lanes.end(), [y](const Lane& l) { return l.bottom() <= y; });
    return static_cast<std::size_t>(lane - m_lanes.begin());
}

std::pair<std::size_t, std::size_t> LaneLayout::visible(int top, int bottom) const {
    const auto first = std::partition_point(m_lanes.begin(), m_lanes.end(),
                                            [top](const Lane& lane) { return lane.bottom() <= top; });
    const auto last =
        std::partition_point(first, m_lanes.end(), [bottom](const Lane& lane) { return lane.top < bottom; });
    return {static_cast<std::size_t>(first - m_lanes.begin()),
            static_cast<std::size_t>(last - m_lanes.begin())};
}

std::size_t LaneLayout::indexOf(TaskId task) const {
    return task && task.value() < m_laneOfTask.size() ? m_laneOfTask[task.value()] : m_lanes.size();
}

std::size_t LaneLayout::indexOf(ObjectId object) const {
    const auto lane = std::find_if(m_lanes.begin(), m_lanes.end(),
                                   [object](const Lane& l) { return object && l.object == object; });
    return static_cast<std::size_t>(lane - m_lanes.begin());
}

QString laneName(const Snapshot& snapshot, const Lane& lane) {
    switch (lane.kind) {
        case LaneKind::Task: {
            const TaskInfo* task = snapshot.task(lane.task);
            const QString name = nameText(snapshot, lane.task);
            if (task && task->kind == TaskKind::Process && task->pid)
                return name + QLatin1Char(' ') + QString::number(task->pid.value());
            return name;
        }
        case LaneKind::Holders:
        case LaneKind::Level: {
            const ObjectInfo* object = snapshot.object(lane.object);
            const QString name = nameText(snapshot, lane.object);
            return object ? name + QLatin1Char(' ') + termOf(object->kind).word : name;
        }
        case LaneKind::Waiters:
            return tr("waiting for %1").arg(nameText(snapshot, lane.object));
        case LaneKind::Cpu:
            return tr("CPU %1").arg(static_cast<int>(lane.cpu));
        case LaneKind::Objects:
            return tr("Objects");
        case LaneKind::Cpus:
            return tr("CPUs");
    }
    return {};
}

LaneCounts::LaneCounts(const Snapshot& snapshot)
    : tasks(snapshot.tasks().size()), objects(snapshot.objects().size()), cpus(snapshot.cpus().size()) {
    for (const ObjectInfo& object : snapshot.objects())
        waitedFor += (object.maxWaiters > 0 ? 1u : 0u) + (object.levels.isEmpty() ? 0u : 1u);
}

}  // namespace heddle::ui
