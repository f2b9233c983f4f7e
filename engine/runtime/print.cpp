#include "engine/runtime/print.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "engine/runtime/wait.h"

namespace heddle::runtime {
namespace {

// Who does not take it does not get it: a program goes on without its reader.
void writeWhole(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return;
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
}

}  // namespace

std::string inPrint(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

void complain(ThreadContext& by, const Error& error) {
    const std::string sentence = "heddle: " + error.sentence();
    std::fprintf(stderr, "%s\n", sentence.c_str());
    const TextId text = by.writer().writeText(sentence);
    by.write({.object = text.value(), .kind = wire::EventKind::Printed});
}

void printValues(const Words& words, std::initializer_list<std::string> values) {
    std::string line;
    std::string_view rest = words.text;
    for (const std::string& value : values) {
        const std::size_t place = rest.find("{}");
        line += rest.substr(0, place);
        line += value;
        rest = place == std::string_view::npos ? std::string_view{} : rest.substr(place + 2);
    }
    line += rest;

    const Step step = beginStep(words.at);
    const TextId text = step.thread.writer().writeText(line);
    step.thread.write({.object = text.value(), .site = step.site.value(), .kind = wire::EventKind::Printed});
    line += '\n';
    writeWhole(line);
}

}  // namespace heddle::runtime
