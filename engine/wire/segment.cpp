#include "engine/wire/segment.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <type_traits>

namespace heddle::wire {
namespace {

constexpr std::uint64_t kPage = 4096;

constexpr std::uint64_t roundedUp(std::uint64_t size) {
    return (size + kPage - 1) / kPage * kPage;
}

struct Layout {
    std::uint64_t channelsAt, tasksAt, livesAt, controlsAt, objectsAt, taskNamesAt, objectNamesAt, scriptAt,
        blocksAt, size;
};

constexpr Layout layoutOf(const SegmentLimits& limits) {
    Layout layout{};
    layout.channelsAt = roundedUp(sizeof(SegmentHeader));
    layout.tasksAt = roundedUp(layout.channelsAt + std::uint64_t{limits.channels} * sizeof(ChannelSlot));
    layout.livesAt = roundedUp(layout.tasksAt + std::uint64_t{limits.tasks} * sizeof(TaskRecord));
    layout.controlsAt = roundedUp(layout.livesAt + std::uint64_t{limits.tasks} * sizeof(LifeRecord));
    layout.objectsAt = roundedUp(layout.controlsAt + std::uint64_t{limits.tasks} * sizeof(ControlRecord));
    layout.taskNamesAt = roundedUp(layout.objectsAt + std::uint64_t{limits.objects} * sizeof(ObjectRecord));
    layout.objectNamesAt = roundedUp(layout.taskNamesAt + std::uint64_t{limits.tasks} * sizeof(NameRecord));
    layout.scriptAt = roundedUp(layout.objectNamesAt + std::uint64_t{limits.objects} * sizeof(NameRecord));
    layout.blocksAt = roundedUp(layout.scriptAt + std::uint64_t{limits.script} * sizeof(ScriptEntry));
    layout.size = layout.blocksAt + std::uint64_t{limits.blocks} * sizeof(Block);
    return layout;
}

constexpr std::uint32_t indexOf(std::uint64_t head) {
    return static_cast<std::uint32_t>(head);
}
constexpr std::uint64_t nextTag(std::uint64_t head) {
    return ((head >> 32) + 1) << 32;
}

std::uint32_t takeNumber(std::atomic<std::uint32_t>& counter, std::uint32_t limit) {
    const std::uint32_t number = counter.fetch_add(1, std::memory_order_relaxed) + 1;
    if (number < limit)
        return number;
    counter.store(limit, std::memory_order_relaxed);
    return 0;
}

}  // namespace

Result<std::unique_ptr<Segment>> Segment::initialise(FileDescriptor fd, Mapping mapping,
                                                     const SegmentLimits& limits) {
    auto* header = new (mapping.data()) SegmentHeader;
    const Layout layout = layoutOf(limits);
    header->magic = kSegmentMagic;
    header->version = kSegmentVersion;
    header->tickKind = bestTickKind();
    header->size = layout.size;
    header->limits = limits;
    header->channelsAt = layout.channelsAt;
    header->tasksAt = layout.tasksAt;
    header->livesAt = layout.livesAt;
    header->controlsAt = layout.controlsAt;
    header->objectsAt = layout.objectsAt;
    header->taskNamesAt = layout.taskNamesAt;
    header->objectNamesAt = layout.objectNamesAt;
    header->scriptAt = layout.scriptAt;
    header->blocksAt = layout.blocksAt;

    auto segment = std::make_unique<Segment>();
    segment->m_fd = std::move(fd);
    segment->m_mapping = std::move(mapping);
    segment->locateTables(*header);
    return segment;
}

Result<std::unique_ptr<Segment>> Segment::create(const SegmentLimits& limits) {
    FileDescriptor fd{::memfd_create("heddle-segment", MFD_CLOEXEC)};
    const std::uint64_t size = layoutOf(limits).size;
    if (!fd || ::ftruncate(fd.get(), static_cast<off_t>(size)) != 0)
        return Error{Fault::NotPermitted, "create the shared memory of a run", errnoText(errno), {}};
    auto mapping = Mapping::shared(fd.get(), size);
    if (!mapping)
        return mapping.error();
    return initialise(std::move(fd), std::move(mapping).value(), limits);
}

Result<std::unique_ptr<Segment>> Segment::createPrivate(const SegmentLimits& limits) {
    auto mapping = Mapping::anonymous(layoutOf(limits).size);
    if (!mapping)
        return mapping.error();
    return initialise(FileDescriptor{}, std::move(mapping).value(), limits);
}

Result<std::unique_ptr<Segment>> Segment::open(FileDescriptor fd) {
    const auto refuse = [](std::string why) {
        return Error{Fault::BadInput, "open the shared memory of a run", std::move(why), {}};
    };
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        return refuse(errnoText(errno));
    const auto fileSize = static_cast<std::uint64_t>(status.st_size);
    if (fileSize < sizeof(SegmentHeader))
        return refuse("it is too small to be one");
    auto mapping = Mapping::shared(fd.get(), fileSize);
    if (!mapping)
        return mapping.error();
    const auto& header = *reinterpret_cast<const SegmentHeader*>(mapping->data());
    if (header.magic != kSegmentMagic)
        return refuse("it is not one");
    if (header.version != kSegmentVersion)
        return refuse("it was made by another version of Heddle");
    const Layout layout = layoutOf(header.limits);
    if (header.size != layout.size || fileSize < layout.size || header.channelsAt != layout.channelsAt ||
        header.tasksAt != layout.tasksAt || header.livesAt != layout.livesAt ||
        header.controlsAt != layout.controlsAt || header.objectsAt != layout.objectsAt ||
        header.taskNamesAt != layout.taskNamesAt || header.objectNamesAt != layout.objectNamesAt ||
        header.scriptAt != layout.scriptAt || header.blocksAt != layout.blocksAt)
        return refuse("its tables do not fit its size");
    auto segment = std::make_unique<Segment>();
    segment->m_fd = std::move(fd);
    segment->m_mapping = std::move(mapping).value();
    segment->locateTables(segment->header());
    return segment;
}

void Segment::locateTables(const SegmentHeader& header) {
    m_limits = header.limits;
    m_tickKind = header.tickKind;
    std::byte* base = m_mapping.data();
    m_channels = reinterpret_cast<ChannelSlot*>(base + header.channelsAt);
    m_tasks = reinterpret_cast<TaskRecord*>(base + header.tasksAt);
    m_lives = reinterpret_cast<LifeRecord*>(base + header.livesAt);
    m_controls = reinterpret_cast<ControlRecord*>(base + header.controlsAt);
    m_objects = reinterpret_cast<ObjectRecord*>(base + header.objectsAt);
    m_taskNames = reinterpret_cast<NameRecord*>(base + header.taskNamesAt);
    m_objectNames = reinterpret_cast<NameRecord*>(base + header.objectNamesAt);
    m_script = reinterpret_cast<ScriptEntry*>(base + header.scriptAt);
    m_blocks = reinterpret_cast<Block*>(base + header.blocksAt);
}

void Segment::reset() const {
    SegmentHeader& head = header();
    const auto renew = [](auto* table, std::uint32_t used, std::uint32_t limit) {
        using Record = std::remove_pointer_t<decltype(table)>;
        for (std::uint32_t i = 0; i <= used && i < limit; ++i) new (table + i) Record;
    };
    constexpr auto kRelaxed = std::memory_order_relaxed;
    const std::uint32_t tasks = head.tasksUsed.exchange(0, kRelaxed),
                        objects = head.objectsUsed.exchange(0, kRelaxed);
    renew(m_tasks, tasks, m_limits.tasks);
    renew(m_lives, tasks, m_limits.tasks);
    renew(m_controls, tasks, m_limits.tasks);
    renew(m_taskNames, tasks, m_limits.tasks);
    renew(m_objects, objects, m_limits.objects);
    renew(m_objectNames, objects, m_limits.objects);
    const std::uint32_t rooms = std::min(head.shareRooms.exchange(0, kRelaxed), m_limits.objects);
    for (std::uint32_t i = 1; i <= rooms; ++i) new (m_objects + (m_limits.objects - i)) ObjectRecord;
    renew(m_channels, head.channelsUsed.exchange(0, kRelaxed), m_limits.channels);
    head.channelHint.store(0, kRelaxed);
    head.sitesUsed.store(0, kRelaxed);
    head.textsUsed.store(0, kRelaxed);
    head.freeBlocks.store(kNoBlock, kRelaxed);
    head.usedBlocks.store(0, kRelaxed);
    new (&head.control) ControlHeader;
    new (&head.sites) SiteTable;
}

std::uint32_t Segment::takeBlock() const {
    auto& head = header().freeBlocks;
    std::uint64_t seen = head.load(std::memory_order_acquire);
    while (isBlock(indexOf(seen))) {
        const std::uint32_t next = block(indexOf(seen)).next.load(std::memory_order_relaxed);
        if (head.compare_exchange_weak(seen, nextTag(seen) | next, std::memory_order_acq_rel,
                                       std::memory_order_acquire)) {
            block(indexOf(seen)).next.store(kNoBlock, std::memory_order_relaxed);
            return indexOf(seen);
        }
    }
    auto& used = header().usedBlocks;
    if (used.load(std::memory_order_relaxed) >= m_limits.blocks)
        return kNoBlock;
    const std::uint32_t fresh = used.fetch_add(1, std::memory_order_relaxed);
    if (!isBlock(fresh)) {
        used.store(m_limits.blocks, std::memory_order_relaxed);
        return kNoBlock;
    }
    block(fresh).next.store(kNoBlock, std::memory_order_relaxed);
    return fresh;
}

void Segment::giveBlockBack(std::uint32_t index) const {
    auto& head = header().freeBlocks;
    std::uint64_t seen = head.load(std::memory_order_relaxed);
    do {
        block(index).next.store(indexOf(seen), std::memory_order_relaxed);
    } while (!head.compare_exchange_weak(seen, nextTag(seen) | index, std::memory_order_acq_rel,
                                         std::memory_order_relaxed));
}

TaskRef Segment::newTask() const {
    constexpr std::uint32_t kAtOnce = 64 * 1024 / sizeof(TaskRecord);
    const TaskRef ref{takeNumber(header().tasksUsed, m_limits.tasks)};
    // The pages of the table several at a time: one by one, each costs a fault. Where that fails, the fault
    // tells.
    if (ref.value() % kAtOnce == 1 && ref.value() + 2 * kAtOnce < m_limits.tasks)
        ::madvise(m_mapping.data() + roundedUp(header().tasksAt + ref.value() * sizeof(TaskRecord)),
                  kAtOnce * sizeof(TaskRecord), MADV_POPULATE_WRITE);
    return ref;
}
ObjectId Segment::newObject() const {
    // Each end takes first, and looks at the other then: of two that meet at least one sees it.
    const std::uint32_t number = takeNumber(header().objectsUsed, m_limits.objects);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    return ObjectId{number < m_limits.objects - header().shareRooms.load(std::memory_order_relaxed) ? number
                                                                                                    : 0};
}
ObjectId Segment::newShareRoom() const {
    const std::uint32_t rooms = takeNumber(header().shareRooms, m_limits.objects);
    std::atomic_thread_fence(std::memory_order_seq_cst);
    const std::uint32_t number = m_limits.objects - rooms;
    const bool isFree = rooms != 0 && number > header().objectsUsed.load(std::memory_order_relaxed);
    return ObjectId{isFree ? number : 0};
}
SiteId Segment::newSite() const {
    return SiteId{takeNumber(header().sitesUsed, kCaptureTexts)};
}
TextId Segment::newText() const {
    return TextId{takeNumber(header().textsUsed, kCaptureTexts)};
}

}  // namespace heddle::wire
