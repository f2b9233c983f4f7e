// Requests a second of echo servers with many clients at once: ours on fibers, with its events written and
// drained, beside asyncio and gevent. All three are asked by the same bare epoll loop.
// Beside that ours is asked through connections whose messages are events, by 500 fibers that are
// observed themselves: there it carries more than its share.
#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "engine/runtime/fiber.h"
#include "engine/runtime/listener.h"
#include "engine/runtime/process.h"
#include "engine/runtime/thread.h"
#include "engine/runtime/watched_descriptor.h"
#include "tests/bench/measured.h"
#include "tests/bench/observed_run.h"

using namespace heddle;
using namespace heddle::bench;
using namespace heddle::runtime;

namespace {

constexpr int kClients = 500, kMessages = 100;
constexpr std::size_t kRequests = std::size_t{kClients} * kMessages;
const std::string kMessage(64, 'm');

double requestsPerSecond(double nsPerRequest) {
    return 1e9 / nsPerRequest;
}

double askedByFibers() {
    double ns = 0;
    Thread{"server",
           [&] {
               Listener listener{"port"};
               Process clients{"clients", [&] {
                                   std::vector<Fiber> fibers;
                                   for (int i = 0; i < kClients; ++i) {
                                       fibers.emplace_back("client", [&] {
                                           Connection server{listener.address()};
                                           for (int n = 0; n < kMessages; ++n) {
                                               server.send(kMessage);
                                               HEDDLE_CHECK(server.receive() == kMessage);
                                           }
                                       });
                                   }
                               }};
               ns = nsPerOperation(kRequests, [&] {
                   std::vector<Fiber> handlers;
                   for (int i = 0; i < kClients; ++i) {
                       handlers.emplace_back("handler", [client = listener.accept()]() mutable {
                           while (const auto message = client.receive()) client.send(*message);
                       });
                   }
               });
           }}
        .join();
    return ns;
}

// A server in Python, and its port; 0 where that cannot be.
class PythonServer {
public:
    explicit PythonServer(const char* kind) {
        int ends[2];
        HEDDLE_CHECK(::pipe(ends) == 0);
        const FileDescriptor port{ends[0]};
        m_pid = ::fork();
        if (m_pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::dup2(ends[1], STDOUT_FILENO);
            ::execl("/usr/bin/python3", "python3", HEDDLE_ECHO_SERVER, kind, nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        std::array<char, 16> text{};
        if (::read(port.get(), text.data(), text.size() - 1) > 0)
            m_port = static_cast<std::uint16_t>(std::atoi(text.data()));
    }
    ~PythonServer() {
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    PythonServer(const PythonServer&) = delete;
    PythonServer& operator=(const PythonServer&) = delete;
    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    pid_t m_pid = 0;
    std::uint16_t m_port = 0;
};

double askedBare(std::uint16_t port) {
    struct Client {
        FileDescriptor fd;
        std::size_t got = 0;
        int left = kMessages;
    };
    const auto ask = [](const Client& client) {
        HEDDLE_CHECK(::send(client.fd.get(), kMessage.data(), kMessage.size(), 0) ==
                     static_cast<ssize_t>(kMessage.size()));
    };
    return nsPerOperation(kRequests, [&] {
        const FileDescriptor epoll{::epoll_create1(0)};
        std::vector<Client> clients(kClients);
        for (std::size_t i = 0; i < clients.size(); ++i) {
            sockaddr_in to{};
            to.sin_family = AF_INET;
            to.sin_port = htons(port);
            to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            clients[i].fd = FileDescriptor{::socket(AF_INET, SOCK_STREAM, 0)};
            const int fd = clients[i].fd.get(), yes = 1;
            HEDDLE_CHECK(::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
            ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            epoll_event wanted{};
            wanted.events = EPOLLIN;
            wanted.data.u64 = i;
            ::epoll_ctl(epoll.get(), EPOLL_CTL_ADD, fd, &wanted);
            ask(clients[i]);
        }
        for (int busy = kClients; busy > 0;) {
            std::array<epoll_event, 256> events;
            const int count = ::epoll_wait(epoll.get(), events.data(), events.size(), -1);
            for (int e = 0; e < count; ++e) {
                Client& client = clients[events[static_cast<std::size_t>(e)].data.u64];
                std::array<char, 4096> bytes;
                client.got +=
                    static_cast<std::size_t>(::recv(client.fd.get(), bytes.data(), bytes.size(), 0));
                if (client.got < kMessage.size())
                    continue;
                client.got = 0;
                if (--client.left > 0) {
                    ask(client);
                } else {
                    --busy;
                    client.fd.reset();
                }
            }
        }
    });
}

// Ours, of the sockets that the program has made itself, a fiber for each.
double askedBare() {
    double ns = 0;
    Thread{
        "server",
        [&] {
            const FileDescriptor listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
            sockaddr_in here{};
            here.sin_family = AF_INET;
            here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            socklen_t length = sizeof here;
            HEDDLE_CHECK(::bind(listener.get(), reinterpret_cast<sockaddr*>(&here), length) == 0 &&
                         ::listen(listener.get(), 4096) == 0 &&
                         ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&here), &length) == 0);
            Thread clients{"clients", [&] { ns = askedBare(ntohs(here.sin_port)); }};
            WatchedDescriptor newcomers{listener.get(), "port"};
            std::vector<Fiber> handlers;
            while (handlers.size() < kClients) {
                newcomers.awaitReadable();
                for (;;) {
                    const int fd = ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
                    if (fd < 0)
                        break;
                    handlers.emplace_back("handler", [fd] {
                        const FileDescriptor socket{fd};
                        WatchedDescriptor client{fd, "client"};
                        std::array<char, 4096> bytes;
                        for (;;) {
                            const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
                            if (got > 0)
                                HEDDLE_CHECK(::send(fd, bytes.data(), static_cast<std::size_t>(got), 0) ==
                                             got);
                            else if (got < 0 && errno == EAGAIN)
                                client.awaitReadable();
                            else
                                return;
                        }
                    });
                }
            }
        }}
        .join();
    return ns;
}

void echo(benchmark::State& state) {
    const std::uint64_t before = observedRun().events();
    Median ours, connections, asyncio, gevent;
    for (auto _ : state) {
        const PythonServer first{"asyncio"}, second{"gevent"};
        for (int round = 0; round < 7; ++round) {
            ours.add(requestsPerSecond(askedBare()));
            connections.add(requestsPerSecond(askedByFibers()));
            asyncio.add(requestsPerSecond(askedBare(first.port())));
            if (second.port() != 0)
                gevent.add(requestsPerSecond(askedBare(second.port())));
        }
    }
    state.counters["fibers_per_s"] = ours.value();
    state.counters["with_connections_per_s"] = connections.value();
    state.counters["asyncio_per_s"] = asyncio.value();
    state.counters["gevent_per_s"] = gevent.value();  // 0: it is not there
    state.counters["events"] = static_cast<double>(observedRun().events() - before);
    state.counters["lost"] = static_cast<double>(observedRun().lost());
}
BENCHMARK(echo)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
