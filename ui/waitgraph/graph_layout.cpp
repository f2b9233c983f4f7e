#include "ui/waitgraph/graph_layout.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <numbers>
#include <set>

namespace heddle::ui {
namespace {

struct Cell {
    int column = 0, row = 0;
    friend auto operator<=>(const Cell&, const Cell&) = default;
};

// --- with a cycle: cells of a grid ---

class Ring {
public:
    explicit Ring(const WaitGraph& graph) : m_graph(graph), m_cells(graph.nodes.size()) {
        const auto count = static_cast<int>(graph.cycle.size());
        m_columns = std::max(1, (count + 1) / 2);
        // Two nodes stand beside each other.
        if (count == 2)
            m_columns = 2;
        for (int i = 0; i < count; ++i)
            put(graph.cycle[static_cast<std::size_t>(i)],
                i < m_columns ? Cell{i, 0} : Cell{2 * m_columns - 1 - i, 1});
        hangTheRest();
    }

    [[nodiscard]] const std::vector<Cell>& cells() const { return m_cells; }

private:
    void put(std::size_t node, Cell cell) {
        m_cells[node] = cell;
        m_taken.insert(cell);
        m_placed.insert(node);
    }

    void hangTheRest() {
        std::deque<std::size_t> queue(m_graph.cycle.begin(), m_graph.cycle.end());
        while (!queue.empty()) {
            const std::size_t at = queue.front();
            queue.pop_front();
            for (const GraphEdge& edge : m_graph.edges) {
                const std::size_t other = edge.from == at ? edge.to : edge.to == at ? edge.from : at;
                if (m_placed.contains(other))
                    continue;
                put(other, freeNear(m_cells[at]));
                queue.push_back(other);
            }
        }
        for (std::size_t node = 0; node < m_cells.size(); ++node) {
            if (!m_placed.contains(node))
                put(node, freeNear({0, 1}));
        }
    }

    // The nearest free cell further out; not far beside, rather one row more.
    [[nodiscard]] Cell freeNear(Cell from) const {
        const int outwards = from.row <= 0 ? -1 : 1;
        for (int row = from.row + outwards;; row += outwards) {
            for (const int shift : {0, -1, 1}) {
                const Cell cell{from.column + shift, row};
                if (cell.column >= -1 && cell.column <= m_columns && !m_taken.contains(cell))
                    return cell;
            }
        }
    }

    const WaitGraph& m_graph;
    int m_columns = 1;
    std::vector<Cell> m_cells;
    std::set<Cell> m_taken;
    std::set<std::size_t> m_placed;
};

// --- without: layers ---

std::vector<int> layersOf(const WaitGraph& graph) {
    // The longest way to somebody who needs nothing. Ways are no longer than there are nodes.
    std::vector<int> layers(graph.nodes.size(), 0);
    for (std::size_t pass = 0; pass < graph.nodes.size(); ++pass) {
        bool changed = false;
        for (const GraphEdge& edge : graph.edges) {
            const int needed = std::min(layers[edge.to] + 1, static_cast<int>(graph.nodes.size()));
            if (layers[edge.from] < needed) {
                layers[edge.from] = needed;
                changed = true;
            }
        }
        if (!changed)
            break;
    }
    return layers;
}

// Nodes of each layer from those who need nothing on; inside a layer in the order of what they need.
std::vector<std::vector<std::size_t>> rowsOf(const WaitGraph& graph, const std::vector<int>& layers) {
    std::map<int, std::vector<std::size_t>> byLayer;
    for (std::size_t node = 0; node < graph.nodes.size(); ++node) byLayer[layers[node]].push_back(node);
    std::vector<double> position(graph.nodes.size(), 0);
    std::vector<std::vector<std::size_t>> rows;
    for (auto& entry : byLayer) {
        auto& nodes = entry.second;
        std::map<std::size_t, double> wish;
        for (const std::size_t node : nodes) {
            double sum = 0;
            int count = 0;
            for (const GraphEdge& edge : graph.edges) {
                if (edge.from == node) {
                    sum += position[edge.to];
                    ++count;
                }
            }
            wish[node] = count == 0 ? 0.5 : sum / count;
        }
        std::stable_sort(nodes.begin(), nodes.end(),
                         [&](std::size_t a, std::size_t b) { return wish[a] < wish[b]; });
        for (std::size_t i = 0; i < nodes.size(); ++i)
            position[nodes[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(nodes.size());
        rows.push_back(nodes);
    }
    return rows;
}

// Share of width and height for each node, the width and height of the narrowest place, and how many stand
// beside each other where each does.
struct Places {
    std::vector<QPointF> shares;
    double columns = 1, rows = 1;
    std::vector<double> abreast;
};

Places ringPlaces(const WaitGraph& graph) {
    const auto cells = Ring(graph).cells();
    const auto [left, right] =
        std::minmax_element(cells.begin(), cells.end(), [](Cell a, Cell b) { return a.column < b.column; });
    const auto [top, bottom] =
        std::minmax_element(cells.begin(), cells.end(), [](Cell a, Cell b) { return a.row < b.row; });
    Places places;
    places.columns = right->column - left->column + 1;
    places.rows = bottom->row - top->row + 1;
    places.abreast.assign(cells.size(), places.columns);
    for (const Cell cell : cells) {
        places.shares.emplace_back((cell.column - left->column + 0.5) / places.columns,
                                   (cell.row - top->row + 0.5) / places.rows);
    }
    return places;
}

Places layeredPlaces(const WaitGraph& graph, bool isTall) {
    const auto rows = rowsOf(graph, layersOf(graph));
    Places places;
    places.shares.resize(graph.nodes.size());
    std::size_t widest = 1;
    for (std::size_t layer = 0; layer < rows.size(); ++layer) {
        widest = std::max(widest, rows[layer].size());
        const double along = 1 - (static_cast<double>(layer) + 0.5) / static_cast<double>(rows.size());
        for (std::size_t i = 0; i < rows[layer].size(); ++i) {
            const double across = (static_cast<double>(i) + 0.5) / static_cast<double>(rows[layer].size());
            places.shares[rows[layer][i]] = isTall ? QPointF(across, along) : QPointF(along, across);
        }
    }
    places.columns = static_cast<double>(isTall ? widest : rows.size());
    places.rows = static_cast<double>(isTall ? rows.size() : widest);
    places.abreast.resize(graph.nodes.size());
    for (const auto& row : rows)
        for (const std::size_t node : row)
            places.abreast[node] = static_cast<double>(isTall ? row.size() : rows.size());
    return places;
}

constexpr double kSmallestText = 13;
constexpr double kOfCell = 0.68;  // what a node takes at the most of the width of its cell

// How much of the names can be read, 1: all.
double legible(const Places& places, double width, const std::vector<double>& labelWidths) {
    double shown = 0;
    for (std::size_t i = 0; i < labelWidths.size(); ++i)
        shown += std::min(1.0, kOfCell * width / places.abreast[i] / (labelWidths[i] * kSmallestText + 16));
    return shown / static_cast<double>(labelWidths.size());
}

// From top to bottom or from right to left: as more of the names can be read, else as the room is.
Places layeredPlaces(const WaitGraph& graph, QSizeF size, const std::vector<double>& labelWidths) {
    constexpr double kLowestCell = 34, kClearly = 0.15;
    const Places tall = layeredPlaces(graph, true), wide = layeredPlaces(graph, false);
    const double gain = legible(tall, size.width(), labelWidths) - legible(wide, size.width(), labelWidths);
    const bool isTall = std::abs(gain) > kClearly ? gain > 0 && size.height() >= tall.rows * kLowestCell
                                                  : size.height() > size.width() * 1.25;
    return isTall ? tall : wide;
}

// From the middle of `box` towards `target`, the point on its border (ends of half circles, or corners).
QPointF borderPoint(const QRectF& box, bool isRound, QPointF target, double gap) {
    const QPointF way = target - box.center();
    const double length = std::max(std::hypot(way.x(), way.y()), 1e-9);
    const double x = std::abs(way.x()) / length, y = std::abs(way.y()) / length;
    double reach = std::min(x > 1e-9 ? box.width() / 2 / x : 1e9, y > 1e-9 ? box.height() / 2 / y : 1e9);
    const double radius = box.height() / 2;
    const double straight = std::max(0.0, box.width() / 2 - radius);
    if (isRound && reach * x > straight)  // meets one of the half circles
        reach = straight * x + std::sqrt(std::max(0.0, radius * radius - straight * straight * y * y));
    return box.center() + way * ((reach + gap) / length);
}

constexpr double kUnitInset = 9;  // of the units from their side of the box, at scale 1

// A column of units; each next to where its holder stands, the free ones last.
std::vector<QPointF> placeUnits(const WaitGraph& graph, std::size_t node, const GraphLayout& layout) {
    const std::vector<TaskId>& units = graph.nodes[node].units;
    const QRectF& box = layout.nodes[node];
    const auto boxOf = [&](TaskId task) -> const QRectF* {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            if (graph.nodes[i].kind == GraphNode::Kind::Task && task && graph.nodes[i].task == task)
                return &layout.nodes[i];
        }
        return nullptr;
    };
    double side = 0;
    std::vector<std::pair<double, std::size_t>> order;  // by the height of who has it
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const QRectF* holder = boxOf(units[unit]);
        side += holder ? holder->center().x() - box.center().x() : 0;
        order.emplace_back(holder ? holder->center().y() : 1e9, unit);
    }
    std::stable_sort(order.begin(), order.end());
    const double inset = kUnitInset * layout.scale();
    const double x = side < 0 ? box.left() + inset : box.right() - inset;
    const double pitch = std::min(11.0 * layout.scale(),
                                  (box.height() - 5 * layout.scale()) / static_cast<double>(units.size()));
    std::vector<QPointF> places(units.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        places[order[i].second] = {
            x,
            box.center().y() + (static_cast<double>(i) - static_cast<double>(units.size() - 1) / 2) * pitch};
    return places;
}

}  // namespace

QRectF GraphLayout::nameBox(std::size_t node) const {
    const QRectF& box = nodes[node];
    if (units[node].empty())
        return box;
    const double room = 1.4 * kUnitInset * scale();
    const bool isLeft = units[node].front().x() < box.center().x();
    return box.adjusted(isLeft ? room : 0, 0, isLeft ? 0 : -room, 0);
}

GraphLayout layOutGraph(const WaitGraph& graph, QSizeF size, const std::vector<double>& labelWidths) {
    GraphLayout layout;
    layout.size = size;
    if (graph.nodes.empty() || size.isEmpty())
        return layout;
    const Places places = graph.cycle.empty() ? layeredPlaces(graph, size, labelWidths) : ringPlaces(graph);
    // A picture of few nodes does not spread over a large room.
    const double width = std::min(size.width(), places.columns * std::max(190.0, size.height() * 0.5));
    const double height = std::min(size.height(), places.rows * std::max(120.0, size.width() * 0.25));
    const QPointF corner{(size.width() - width) / 2, (size.height() - height) / 2};
    const double cellWidth = width / places.columns;
    const double cellHeight = height / places.rows;
    const double wish = std::min({cellWidth * 0.40, cellHeight * 0.46, std::max(42.0, size.height() * 0.11)});
    const double side =
        std::max(wish, std::min({24.0, cellHeight * 0.7, cellWidth * 0.9}));  // room for a line of text
    layout.textSize = std::clamp(side * 0.30, kSmallestText, 24.0);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const double label = labelWidths[i] * layout.textSize + std::max(side * 0.55, 16.0);
        const double most = width / places.abreast[i] * kOfCell;
        QRectF box(0, 0, std::clamp(label, side, std::max(side, most)), side);
        box.moveCenter(corner + QPointF(places.shares[i].x() * width, places.shares[i].y() * height));
        layout.nodes.push_back(box);
    }
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) layout.units.push_back(placeUnits(graph, i, layout));
    return layout;
}

QPointF EdgeShape::at(double t) const {
    const double u = 1 - t;
    return begin * (u * u) + control * (2 * u * t) + end * (t * t);
}

double EdgeShape::endAngle() const {
    const QPointF way = end - control;
    return std::atan2(way.y(), way.x()) * 180 / std::numbers::pi;
}

double EdgeShape::distanceTo(QPointF point) const {
    constexpr int kSteps = 32;
    double nearest = 1e9;
    for (int i = 0; i <= kSteps; ++i) {
        const QPointF way = at(static_cast<double>(i) / kSteps) - point;
        nearest = std::min(nearest, std::hypot(way.x(), way.y()));
    }
    return nearest;
}

EdgeShape shapeOf(const GraphEdge& edge, const WaitGraph& graph, const GraphLayout& layout) {
    const QRectF& from = layout.nodes[edge.from];
    const QRectF& to = layout.nodes[edge.to];
    const bool hasReturn = std::any_of(
        graph.edges.begin(), graph.edges.end(),
        [&edge](const GraphEdge& other) { return other.from == edge.to && other.to == edge.from; });
    const QPointF way = to.center() - from.center();
    const QPointF left{way.y(), -way.x()};
    EdgeShape shape;
    shape.control = (from.center() + to.center()) / 2 + left * (hasReturn ? 0.28 : 0.0);
    const auto isRound = [&graph](std::size_t node) {
        return graph.nodes[node].kind == GraphNode::Kind::Task;
    };
    shape.begin = borderPoint(from, isRound(edge.from), shape.control, 2);
    const GraphNode& source = graph.nodes[edge.from];
    const auto unit = std::find(source.units.begin(), source.units.end(), graph.nodes[edge.to].task);
    if (edge.kind == GraphEdge::Kind::HeldBy && unit != source.units.end()) {
        shape.begin = layout.units[edge.from][static_cast<std::size_t>(unit - source.units.begin())];
        shape.control += (shape.begin - from.center()) / 2;  // straight from there too
    }
    shape.end = borderPoint(to, isRound(edge.to), shape.control, 3);
    return shape;
}

}  // namespace heddle::ui
