#include "engine/base/result.h"

#include <cstring>

#include "engine/base/phrase.h"

namespace heddle {

std::string Error::sentence() const {
    return wayOut.empty() ? Phrase{"%1: %2", what, why} : Phrase{"%1: %2; %3", what, why, wayOut};
}

std::string errnoText(int error) {
    const char* text = ::strerrordesc_np(error);
    return text ? text : Phrase{"error %1 of the system", error}.text();
}

std::string signalText(int signal) {
    const char* text = ::sigdescr_np(signal);
    return text ? text : Phrase{"signal %1", signal}.text();
}

}  // namespace heddle
