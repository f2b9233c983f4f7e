// What a search has come to, for people and for programs.
#pragma once

#include <string>

#include "engine/session/search/schedule_search.h"

namespace heddle::session {

// "exhaustive": as the command line has it.
[[nodiscard]] std::string_view nameOf(SearchStrategy strategy);
// Nothing: no strategy is called so.
[[nodiscard]] std::optional<SearchStrategy> strategyCalled(std::string_view name);

// `file`: where the schedule was written; empty: nowhere.
[[nodiscard]] std::string textOf(const SearchRequest& request, const SearchResult& result,
                                 const std::string& file);
[[nodiscard]] std::string jsonOf(const SearchRequest& request, const SearchResult& result,
                                 const std::string& file);

}  // namespace heddle::session
