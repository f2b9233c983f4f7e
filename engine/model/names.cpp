#include "engine/model/names.h"

#include <algorithm>
#include <cstring>

namespace heddle::model {

void Names::addPiece(const wire::Event& piece) {
    if (piece.task == 0 || !IdIndex::isInBounds(piece.task) || m_textIndex.find(piece.task))
        return;
    char bytes[16];
    std::memcpy(bytes, &piece.value, 8);
    std::memcpy(bytes + 8, &piece.object, 4);
    std::memcpy(bytes + 12, &piece.site, 4);

    if (!m_open.contains(piece.task) && m_open.size() >= kOpenTextLimit)
        return;
    std::string& text = m_open[piece.task];
    text.append(bytes, std::min<std::size_t>(piece.detail, sizeof bytes));
    if (piece.detail > sizeof bytes)
        return;
    m_textBytes += sizeof(std::string) + text.size();
    m_storage.push_back(std::move(text));
    m_open.erase(piece.task);
    m_textIndex.set(piece.task, static_cast<std::uint32_t>(m_texts.size()));
    m_texts.append(m_storage.back());
}

void Names::defineSite(const wire::Event& event) {
    if (event.site == 0 || !IdIndex::isInBounds(event.site) || m_siteIndex.find(event.site))
        return;
    m_siteIndex.set(event.site, static_cast<std::uint32_t>(m_sites.size()));
    m_sites.append({TextId{event.object}, static_cast<std::uint32_t>(event.value)});
}

std::string_view Names::text(TextId id, const Counts& known) const {
    const auto number = m_textIndex.find(id.value());
    return number && *number < known.texts ? m_texts[*number] : std::string_view{};
}

Site Names::site(SiteId id, const Counts& known) const {
    const auto number = m_siteIndex.find(id.value());
    if (!number || *number >= known.sites)
        return {};
    const SiteText& site = m_sites[*number];
    return {text(site.file, known), site.line};
}

std::size_t Names::bytes() const {
    return m_textBytes + m_texts.bytes() + m_sites.bytes();
}

}  // namespace heddle::model
