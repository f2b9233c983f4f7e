// A place where tasks wait until all have come: then all go on, and the next round begins.
//
// Who gives up in arriveFor() breaks the barrier (as in Python and Java): its round can never be complete, so
// all who wait there go on at once without having passed, and nobody waits there ever again. Who uses
// arriveFor() makes a new barrier then.
#pragma once

#include <optional>

#include "engine/runtime/line_object.h"

namespace heddle::runtime {

class Barrier : public LineObject {
public:
    explicit Barrier(std::uint32_t parties, std::string_view name = {}, CallSite at = CallSite::here());
    // True for the one who came last and let the others go on. (Where others use arriveFor(), isBroken()
    // tells whether they all came.)
    bool arriveAndWait(CallSite at = CallSite::here()) { return arrive(nullptr, at).value_or(false); }
    // The same; nothing: the others did not come within `limit`, or the barrier was broken by somebody else.
    [[nodiscard]] std::optional<bool> arriveFor(Duration limit, CallSite at = CallSite::here()) {
        return arrive(&limit, at);
    }
    [[nodiscard]] bool isBroken(CallSite at = CallSite::here()) const;

private:
    std::optional<bool> arrive(const Duration* limit, CallSite at);
    // False: the barrier is broken.
    bool waitForOthers(const Step& step, bool looks, const Duration* limit, CallSite at);
    // Under the guard: lets all go on, who have passed; or have not.
    void endRound(const Step& step);
    void breakUp(const Step& step);
    void proceed(const Step& step, const std::optional<Change>& left) override;
    [[nodiscard]] std::uint32_t state() const;
    // Numbers an event and leaves `state` behind it.
    std::uint32_t numberEvent(std::uint32_t state);

    std::uint32_t m_parties;
};

}  // namespace heddle::runtime
