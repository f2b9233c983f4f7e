// Writes the stream to a file on a thread of its own, so that a slow disk never holds the engine up.
//
// Thread rule: post...() and failure() on the engine's thread; save() on the owner's. All others belong to
// the recorder's own thread. On loss: what waits to be written is bounded (kMaxWaiting). A disk that is
// slower than the run for longer than that costs events in the file, as a gap that counts them; the live
// model has them all.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/base/result.h"
#include "engine/recording/recording_writer.h"
#include "engine/wire/event.h"

namespace heddle::session {

class Recorder {
public:
    explicit Recorder(recording::RecordingWriter writer);
    ~Recorder();  // as finish()
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // Takes the events; leaves `events` empty (with the capacity of an earlier batch).
    void postEvents(std::vector<wire::Event>& events);
    // Writes all that waits, closes the file, and ends the thread.
    void finish();

    [[nodiscard]] std::optional<Error> failure() const;
    [[nodiscard]] std::uint64_t skipped() const;  // events left out because the disk was too slow
    // The stream so far, as a file. Also after finish().
    Result<void> save(const std::string& path);

private:
    static constexpr std::size_t kMaxWaiting = 16 * 1024 * 1024;  // events: half a gigabyte

    void run();
    void write(const std::vector<wire::Event>& events, std::uint64_t skippedBehind);

    mutable std::mutex m_writerMutex;  // held while the writer is at work
    recording::RecordingWriter m_writer;

    mutable std::mutex m_mutex;  // guards all below; never held across a system call
    std::condition_variable m_changed;
    std::vector<wire::Event> m_waiting;
    std::uint64_t m_skippedNow = 0;  // since the last batch was taken; they stand behind m_waiting
    std::uint64_t m_skipped = 0;
    bool m_finishing = false;
    std::optional<Error> m_failure;
    std::thread m_thread;
};

}  // namespace heddle::session
