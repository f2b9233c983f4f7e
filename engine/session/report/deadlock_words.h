// The story of a deadlock in words for people: its circle link by link, which of the four conditions holds by
// what, and how it could be broken. Every statement names what it rests on.
#pragma once

#include <string>

#include "engine/model/snapshot.h"

namespace heddle::session {

// Lines that end with a line end.
[[nodiscard]] std::string deadlockInWords(const model::Snapshot& snapshot, const model::Deadlock& deadlock);

}  // namespace heddle::session
