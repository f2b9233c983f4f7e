#include "ui/shell/arrangement.h"

#include <QSettings>
#include <QTabBar>
#include <QTimer>
#include <algorithm>

#include "ui/models/view_state.h"
#include "ui/shell/panel.h"

namespace heddle::ui {
namespace {

constexpr int kVersion = 4;
// Heights of the window from which the why, and the objects, have a place of their own in step mode.
constexpr int kRoomForWhy = 860, kRoomForObjects = 1150;

}  // namespace

Arrangement::Arrangement(QMainWindow& window, ViewState& view)
    : QObject(&window), m_window(window), m_view(view) {
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks |
                          QMainWindow::AllowTabbedDocks);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    connect(&view, &ViewState::sevenStateChanged, this, &Arrangement::giveRoomToStates);
}

Arrangement::~Arrangement() {
    // Panels still tell of themselves while the window takes them down.
    for (Panel* panel : std::as_const(m_panels)) panel->disconnect(this);
}

Panel* Arrangement::add(Qt::DockWidgetArea area, const QString& name, const QString& title,
                        QWidget* content) {
    auto* panel = new Panel(name, title, content, &m_window);
    m_window.addDockWidget(area, panel);
    m_panels.append(panel);
    m_byName.insert(name, panel);
    connect(panel, &QDockWidget::visibilityChanged, this, &Arrangement::hideDoubledTitles);
    connect(panel, &QDockWidget::topLevelChanged, this, &Arrangement::hideDoubledTitles);
    connect(panel, &QDockWidget::dockLocationChanged, this, &Arrangement::hideDoubledTitles);
    return panel;
}

Panel* Arrangement::panel(const char* name) const {
    return m_byName.value(QLatin1String(name));
}

QString Arrangement::key() const {
    return m_mode == Mode::Free ? QStringLiteral("window/arrangement") : QStringLiteral("window/stepping");
}

void Arrangement::finish() {
    m_window.splitDockWidget(panel("states"), panel("why"), Qt::Vertical);
    m_window.splitDockWidget(panel("why"), panel("waits"), Qt::Vertical);
    m_window.splitDockWidget(panel("source"), panel("tasks"), Qt::Horizontal);
    m_window.tabifyDockWidget(panel("tasks"), panel("objects"));
    m_window.tabifyDockWidget(panel("objects"), panel("output"));
    m_window.splitDockWidget(panel("waits"), panel("objectsNow"), Qt::Vertical);
    for (const char* name : {"steps", "events", "objectsNow"}) panel(name)->hide();
    panel("tasks")->raise();
    m_first = m_window.saveState(kVersion);
}

void Arrangement::hideAll() {
    if (std::exchange(m_isShown, false))
        save();
    for (Panel* panel : std::as_const(m_panels)) panel->hide();
}

void Arrangement::show(Mode mode) {
    if (m_isShown && mode == m_mode)
        return;
    if (m_isShown)
        save();
    m_isShown = true;
    m_mode = mode;
    if (!m_window.restoreState(QSettings{}.value(key()).toByteArray(), kVersion))
        asAtFirst();
    QTimer::singleShot(0, this, &Arrangement::hideEmptyTabBars);
}

void Arrangement::save() const {
    if (m_isShown)
        QSettings{}.setValue(key(), m_window.saveState(kVersion));
}

void Arrangement::asAtFirst() {
    m_window.restoreState(m_first, kVersion);
    if (m_mode == Mode::Stepping)
        placeForStepping();
    proportion();
    // Panels that were only just shown take their sizes when the layout has seen them.
    QTimer::singleShot(0, this, [this] {
        proportion();
        hideEmptyTabBars();
    });
}

// A window that lets panels share a place several times over keeps a tab bar without tabs, and at times shows
// it.
void Arrangement::hideEmptyTabBars() {
    for (QTabBar* bar : m_window.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly))
        if (bar->count() == 0)
            bar->hide();
}

// Good proportions in a window of any size: the timeline keeps more than half of it.
void Arrangement::proportion() {
    const int width = m_window.width(), height = m_window.height();
    if (m_mode == Mode::Stepping) {
        m_window.resizeDocks({panel("states")}, {std::clamp(width * 26 / 100, 330, 460)}, Qt::Horizontal);
        m_window.resizeDocks({panel("steps")}, {std::clamp(height * 48 / 100, 290, 480)}, Qt::Vertical);
        m_window.resizeDocks({panel("source"), panel("steps")}, {380, 620}, Qt::Horizontal);
    } else {
        m_window.resizeDocks({panel("states")}, {std::clamp(width * 28 / 100, 380, 460)}, Qt::Horizontal);
        m_window.resizeDocks({panel("source")}, {std::clamp(height / 4, 165, 280)}, Qt::Vertical);
        m_window.resizeDocks({panel("source"), panel("tasks")}, {370, 630}, Qt::Horizontal);
    }
    giveRoomToStates();
}

// Below the timeline the source, the steps beside it; tables behind the source. In a low window who waits for
// whom, why, and the objects share a place.
void Arrangement::placeForStepping() {
    m_window.splitDockWidget(panel("source"), panel("steps"), Qt::Horizontal);
    for (const char* name : {"events", "objects", "output", "tasks"})
        m_window.tabifyDockWidget(panel("source"), panel(name));
    for (const char* name : {"events", "objectsNow", "output", "steps"}) panel(name)->show();
    for (const char* name : {"objects", "tasks"}) panel(name)->hide();
    panel("source")->raise();
    if (m_window.height() < kRoomForWhy)
        m_window.tabifyDockWidget(panel("waits"), panel("why"));
    if (m_window.height() < kRoomForObjects)
        m_window.tabifyDockWidget(panel("waits"), panel("objectsNow"));
    panel("waits")->raise();
}

void Arrangement::hideDoubledTitles() {
    for (Panel* panel : std::as_const(m_panels)) {
        const QList<QDockWidget*> others = m_window.tabifiedDockWidgets(panel);
        const bool isAlone =
            std::all_of(others.cbegin(), others.cend(), [](const QDockWidget* o) { return o->isHidden(); });
        // What "why" tells has a title of its own.
        panel->setTitleShown(isAlone && panel->objectName() != QLatin1String("why"));
    }
}

// Seven states want more height than five. What is left goes to the others.
void Arrangement::giveRoomToStates() {
    QDockWidget* states = panel("states");
    QDockWidget* why = panel("why");
    QDockWidget* waits = panel("waits");
    if (states->isHidden() || states->isFloating())
        return;
    const bool seven = m_view.isSevenState();
    QList<QDockWidget*> others{why, waits};
    QList<int> shares{43, 57};
    QDockWidget* objects = panel("objectsNow");
    const QList<QDockWidget*> sharing = m_window.tabifiedDockWidgets(waits);
    if (sharing.contains(why)) {
        others = {waits};
        shares = {100};
    } else if (!sharing.contains(objects) && !objects->isHidden() && !objects->isFloating()) {
        others.append(objects);
        shares = {28, 36, 36};
    }
    int column = states->height();
    for (const QDockWidget* other : std::as_const(others)) column += other->height();
    const int diagram = std::clamp(column * 38 / 100, std::min(seven ? 390 : 288, column * 60 / 100), 430);
    for (int& share : shares) share = (column - diagram) * share / 100;
    m_window.resizeDocks(QList<QDockWidget*>{states} + others, QList<int>{diagram} + shares, Qt::Vertical);
}

}  // namespace heddle::ui
