#include "engine/host/host_client.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "engine/base/own_program.h"
#include "engine/base/phrase.h"

extern char** environ;

namespace heddle::host {
namespace {

Message::Kind kindOf(ReplyKind kind) {
    switch (kind) {
        case ReplyKind::Stopped:
            return Message::Kind::Stopped;
        case ReplyKind::Continued:
            return Message::Kind::Continued;
        case ReplyKind::KeptInMemory:
            return Message::Kind::KeptInMemory;
        case ReplyKind::ExecFailed:
            return Message::Kind::ExecFailed;
        case ReplyKind::AllEnded:
            return Message::Kind::AllEnded;
        default:
            return Message::Kind::Reaped;
    }
}

FileDescriptor fileHolding(const std::string& text) {
    FileDescriptor file{::memfd_create("heddle-launch", MFD_CLOEXEC)};
    if (!file || ::pwrite(file.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return {};
    return file;
}

}  // namespace

Result<std::unique_ptr<HostClient>> HostClient::start() {
    auto path = findOwnProgram({"heddle-host", "HEDDLE_HOST", HEDDLE_HOST_IN_BUILD_TREE});
    if (!path)
        return path.error();
    const auto refuse = [&](int error) {
        return Error{
            Fault::BadInput, Phrase{"start the host process %1", path.value()}, errnoText(error), {}};
    };
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return refuse(errno);
    FileDescriptor ours{ends[0]};
    const FileDescriptor theirs{
        ::fcntl(ends[1], F_DUPFD_CLOEXEC, kChannelFd + 1)};  // so that dup2 makes a new one
    ::close(ends[1]);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), kChannelFd);
    char* argv[] = {path->data(), nullptr};
    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, path->c_str(), &actions, nullptr, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return refuse(error);
    return std::unique_ptr<HostClient>{new HostClient{std::move(ours), Pid{pid}}};
}

HostClient::~HostClient() {
    m_channel.reset();  // the host takes it for the observer's death
    while (::waitpid(m_host.value(), nullptr, 0) < 0 && errno == EINTR) {
    }
}

Result<Pid> HostClient::prepare(const Launch& launch) {
    std::error_code ignored;
    std::vector<std::string> texts{launch.workingDirectory.empty()
                                       ? std::filesystem::current_path(ignored).string()
                                       : launch.workingDirectory};
    if (!launch.scenario.empty()) {
        texts.push_back(launch.scenario);
        for (const auto& [key, value] : launch.parameters) {
            texts.push_back(key);
            texts.push_back(value);
        }
    } else {
        texts.insert(texts.end(), launch.command.begin(), launch.command.end());
    }
    const std::string block = joinTexts(texts);
    const FileDescriptor file = fileHolding(block);
    if (!file)
        return Error{Fault::NotPermitted, "start the run", errnoText(errno), {}};
    const Request request{.kind = RequestKind::Prepare,
                          .textBytes = static_cast<std::uint32_t>(block.size()),
                          .taskLimit = launch.taskLimit,
                          .isScenario = !launch.scenario.empty(),
                          .ownGroup = launch.ownGroup};
    const int output = launch.outputFd >= 0 ? launch.outputFd : STDOUT_FILENO;
    std::vector<int> descriptors{file.get(), output};
    if (launch.segmentFd >= 0)
        descriptors.push_back(launch.segmentFd);
    Reply reply;
    bool isThere = sendMessage(m_channel.get(), &request, sizeof request, descriptors);
    do {
        isThere = isThere && hear(reply);
    } while (isThere && reply.kind != ReplyKind::Prepared && reply.kind != ReplyKind::Refused);
    if (!isThere)
        return Error{Fault::BadInput, "start the run", "the host process has ended", "try again"};
    if (reply.kind == ReplyKind::Refused)
        return errorOf(reply);
    m_isRunning = true;
    m_kernelLimitsTasks = reply.status != 0;
    return Pid{reply.pid};
}

void HostClient::go() {
    const Request request{.kind = RequestKind::Go};
    sendMessage(m_channel.get(), &request, sizeof request);
}

void HostClient::stop() {
    const Request request{.kind = RequestKind::Stop};
    sendMessage(m_channel.get(), &request, sizeof request);
}

bool HostClient::hear(Reply& reply) {
    std::vector<FileDescriptor> none;
    if (receiveMessage(m_channel.get(), &reply, sizeof reply, none, true) != sizeof reply)
        return false;
    if (reply.kind != ReplyKind::Prepared && reply.kind != ReplyKind::Refused)
        note(reply, m_heard);
    return true;
}

void HostClient::note(const Reply& reply, std::vector<Message>& out) {
    out.push_back({kindOf(reply.kind), Pid{reply.pid}, reply.status, instantFromNs(reply.timeNs)});
    m_isRunning = m_isRunning && reply.kind != ReplyKind::AllEnded;
}

bool HostClient::kill() {
    const Request request{.kind = RequestKind::Kill};
    bool isThere = !m_isRunning || sendMessage(m_channel.get(), &request, sizeof request);
    for (Reply reply; m_isRunning && isThere;) isThere = hear(reply);
    return isThere;
}

void HostClient::suspend(Pid pid) {
    const Request request{.kind = RequestKind::Suspend, .pid = pid.value()};
    sendMessage(m_channel.get(), &request, sizeof request);
}

void HostClient::resume(Pid pid) {
    const Request request{.kind = RequestKind::Resume, .pid = pid.value()};
    sendMessage(m_channel.get(), &request, sizeof request);
}

bool HostClient::receive(std::vector<Message>& out) {
    out.insert(out.end(), m_heard.begin(), m_heard.end());
    m_heard.clear();
    for (;;) {
        Reply reply;
        std::vector<FileDescriptor> none;
        const long bytes = receiveMessage(m_channel.get(), &reply, sizeof reply, none, false);
        if (bytes < 0)
            return true;
        if (bytes != sizeof reply)
            return false;
        note(reply, out);
    }
}

}  // namespace heddle::host
