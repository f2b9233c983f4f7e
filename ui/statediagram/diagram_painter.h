// Draws the state diagram. Knows colours and pens; where things stand, and what there is, it is told.
#pragma once

#include <QPointF>
#include <array>
#include <vector>

#include "ui/statediagram/diagram_content.h"
#include "ui/statediagram/diagram_geometry.h"

class QPainter;

namespace heddle::ui {

struct Token {
    TaskId task;
    model::State state = model::State::Unknown;
    QPointF place;
    double radius = 0;
};

// Every task in its place; in a crowd only the chosen one stands out.
[[nodiscard]] std::vector<Token> tokensOf(const DiagramGeometry& geometry, const DiagramContent& content,
                                          TaskId selected);

struct DiagramPicture {
    const DiagramGeometry* geometry = nullptr;
    const DiagramContent* content = nullptr;
    std::vector<Token> tokens;
    TaskId selected;
    // How much wider an arc is drawn for a moment, because many went along it at once; by [from][to], in
    // pixels.
    std::array<std::array<double, model::kStateCount>, model::kStateCount> pulse{};
};

void paintDiagram(QPainter& painter, const DiagramPicture& picture);

}  // namespace heddle::ui
