// Which panels there are, and where they stand: one arrangement for runs that go by themselves, another for
// step mode. Each is remembered, and good without any of that at the first start.
//
// Thread rule: the gui thread.
#pragma once

#include <QHash>
#include <QList>
#include <QMainWindow>

namespace heddle::ui {

class Panel;
class ViewState;

class Arrangement : public QObject {
    Q_OBJECT
public:
    enum class Mode {
        Free,      // a run that goes by itself, or a recording
        Stepping,  // a controlled run
    };

    Arrangement(QMainWindow& window, ViewState& view);
    ~Arrangement() override;

    // `name` identifies the panel in the settings.
    Panel* add(Qt::DockWidgetArea area, const QString& name, const QString& title, QWidget* content);
    [[nodiscard]] const QList<Panel*>& panels() const { return m_panels; }
    // To be called when all panels are there and stand as they do at first.
    void finish();

    // What was arranged for the other mode is kept.
    void show(Mode mode);
    void hideAll();
    void asAtFirst();
    void save() const;

private:
    [[nodiscard]] Panel* panel(const char* name) const;
    [[nodiscard]] QString key() const;
    void placeForStepping();
    void proportion();
    void hideEmptyTabBars();
    void hideDoubledTitles();
    void giveRoomToStates();

    QMainWindow& m_window;
    ViewState& m_view;
    QList<Panel*> m_panels;
    QHash<QString, Panel*> m_byName;
    QByteArray m_first;
    Mode m_mode = Mode::Free;
    bool m_isShown = false;
};

}  // namespace heddle::ui
