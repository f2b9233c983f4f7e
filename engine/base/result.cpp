#include "engine/base/result.h"

#include <cstring>

namespace heddle {

std::string Error::sentence() const {
    std::string text = what + ": " + why;
    if (!wayOut.empty())
        text += "; " + wayOut;
    return text;
}

std::string errnoText(int error) {
    char buffer[128];
    return strerror_r(error, buffer, sizeof buffer);
}

}  // namespace heddle
