#include "ui/theme/painted_parts.h"

#include <QAccessibleInterface>
#include <QAccessibleWidget>
#include <QWidget>
#include <vector>

namespace heddle::ui {
namespace {

// One part. It lives as long as the interface of its view does, which goes with the view.
class AccessiblePart : public QAccessibleInterface {
public:
    AccessiblePart(QWidget& view, const PaintedParts& parts, int index)
        : m_view(view), m_parts(parts), m_index(index) {}

    // Of another run there may be fewer.
    [[nodiscard]] bool isValid() const override { return m_index < m_parts.partCount(); }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(&m_view);
    }
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Name && isValid() ? m_parts.part(m_index).name : QString{};
    }
    void setText(QAccessible::Text, const QString&) override {}
    [[nodiscard]] QRect rect() const override {
        const QRect place = isValid() ? m_parts.part(m_index).place : QRect{};
        return {m_view.mapToGlobal(place.topLeft()), place.size()};
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::StaticText; }
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        state.readOnly = true;
        state.offscreen = isValid() && !m_view.rect().intersects(m_parts.part(m_index).place);
        return state;
    }

private:
    QWidget& m_view;
    const PaintedParts& m_parts;
    int m_index;
};

class AccessibleView : public QAccessibleWidget {
public:
    AccessibleView(QWidget* view, const PaintedParts& parts)
        : QAccessibleWidget(view, QAccessible::List), m_parts(parts) {}
    ~AccessibleView() override {
        for (const QAccessible::Id id : m_ids) QAccessible::deleteAccessibleInterface(id);
    }
    AccessibleView(const AccessibleView&) = delete;
    AccessibleView& operator=(const AccessibleView&) = delete;

    // Real children (a scroll bar) first.
    [[nodiscard]] int childCount() const override {
        return QAccessibleWidget::childCount() + m_parts.partCount();
    }
    [[nodiscard]] QAccessibleInterface* child(int index) const override {
        const int before = QAccessibleWidget::childCount();
        if (index < before)
            return QAccessibleWidget::child(index);
        const auto number = static_cast<std::size_t>(index - before);
        if (static_cast<int>(number) >= m_parts.partCount())
            return nullptr;
        while (m_ids.size() <= number)
            m_ids.push_back(QAccessible::registerAccessibleInterface(
                new AccessiblePart(*widget(), m_parts, static_cast<int>(m_ids.size()))));
        return QAccessible::accessibleInterface(m_ids[number]);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* child) const override {
        const int before = QAccessibleWidget::childCount();
        for (std::size_t i = 0; i < m_ids.size(); ++i)
            if (QAccessible::accessibleInterface(m_ids[i]) == child)
                return before + static_cast<int>(i);
        return QAccessibleWidget::indexOfChild(child);
    }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override {
        const QPoint at = widget()->mapFromGlobal(QPoint{x, y});
        for (int i = 0; i < m_parts.partCount(); ++i)
            if (m_parts.part(i).place.contains(at))
                return child(QAccessibleWidget::childCount() + i);
        return QAccessibleWidget::childAt(x, y);
    }

private:
    const PaintedParts& m_parts;
    mutable std::vector<QAccessible::Id> m_ids;  // of the parts that somebody has asked for
};

QAccessibleInterface* make(const QString&, QObject* object) {
    auto* view = qobject_cast<QWidget*>(object);
    const auto* parts = dynamic_cast<const PaintedParts*>(view);
    return parts ? new AccessibleView(view, *parts) : nullptr;
}

}  // namespace

void announcePaintedParts() {
    QAccessible::installFactory(make);  // once, however often it is asked for
}

}  // namespace heddle::ui
