#include "engine/session/recorder.h"

#include <chrono>

#include "engine/recording/format.h"

namespace heddle::session {
namespace {

// A crash of this process costs at most that much of the run.
constexpr auto kFlushEvery = std::chrono::milliseconds(200);

}  // namespace

Recorder::Recorder(recording::RecordingWriter writer)
    : m_writer(std::move(writer)), m_thread([this] { run(); }) {}

Recorder::~Recorder() {
    finish();
}

void Recorder::postEvents(std::vector<wire::Event>& events) {
    bool isWorthAWrite = false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_failure) {
            events.clear();
            return;
        }
        if (m_skippedNow > 0 || m_waiting.size() + events.size() > kMaxWaiting) {
            m_skippedNow += events.size();
            m_skipped += events.size();
        } else if (m_waiting.empty()) {
            m_waiting.swap(events);
        } else {
            m_waiting.insert(m_waiting.end(), events.begin(), events.end());
        }
        isWorthAWrite = m_waiting.size() >= recording::kMaxChunkEvents;
    }
    events.clear();
    if (isWorthAWrite)
        m_changed.notify_one();
}

void Recorder::finish() {
    {
        const std::lock_guard lock(m_mutex);
        m_finishing = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

std::optional<Error> Recorder::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

std::uint64_t Recorder::skipped() const {
    const std::lock_guard lock(m_mutex);
    return m_skipped;
}

Result<void> Recorder::save(const std::string& path) {
    const std::lock_guard lock(m_writerMutex);
    if (auto flushed = m_writer.flush(); !flushed)
        return flushed;
    return m_writer.copyTo(path);
}

void Recorder::run() {
    std::vector<wire::Event> batch;
    while (true) {
        std::uint64_t skippedBehind = 0;
        bool finishing = false;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, kFlushEvery, [this] {
                return m_finishing || m_waiting.size() >= recording::kMaxChunkEvents;
            });
            batch.swap(m_waiting);
            skippedBehind = std::exchange(m_skippedNow, 0);
            finishing = m_finishing;
        }
        write(batch, skippedBehind);
        batch.clear();
        if (finishing)
            break;
    }
}

void Recorder::write(const std::vector<wire::Event>& events, std::uint64_t skippedBehind) {
    const std::lock_guard lock(m_writerMutex);
    Result<void> written = m_writer.append(events);
    if (written && skippedBehind > 0)
        written = m_writer.skip(skippedBehind);
    if (written)
        written = m_writer.flush();
    if (!written) {
        const std::lock_guard stateLock(m_mutex);
        if (!m_failure)
            m_failure = written.error();
    }
}

}  // namespace heddle::session
