// Texts and source lines of a run, as the stream defines them.
//
// Thread rule: one writer; readers look up what a snapshot's counts tell them of.
// Invariants: a text is visible once all its pieces have come, and then never changes; the first definition
// counts. On loss: a text with a missing piece stays unknown.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/model/id_index.h"
#include "engine/model/series.h"
#include "engine/model/snapshot.h"
#include "engine/wire/event.h"

namespace heddle::model {

class Names {
public:
    void addPiece(const wire::Event& piece);
    void defineSite(const wire::Event& event);

    struct Counts {
        std::size_t texts = 0;
        std::size_t sites = 0;
    };
    [[nodiscard]] Counts counts() const { return {m_texts.size(), m_sites.size()}; }
    [[nodiscard]] std::string_view text(TextId id, const Counts& known) const;
    [[nodiscard]] Site site(SiteId id, const Counts& known) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    static constexpr std::size_t kOpenTextLimit = 4096;  // half-defined at once

    struct SiteText {
        TextId file;
        std::uint32_t line;
    };
    IdIndex m_textIndex, m_siteIndex;
    std::deque<std::string> m_storage;  // elements never move
    GrowingList<std::string_view> m_texts;
    GrowingList<SiteText> m_sites;
    std::unordered_map<std::uint32_t, std::string> m_open;
    std::size_t m_textBytes = 0;
};

}  // namespace heddle::model
