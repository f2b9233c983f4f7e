// One line under the header that says what happened and what to do; it never interrupts. Escape or a click
// closes it.
#pragma once

#include <QFrame>

class QLabel;
class QToolButton;

namespace heddle::ui {

class MessageStrip : public QFrame {
    Q_OBJECT
public:
    explicit MessageStrip(QWidget* parent = nullptr);

    // A later message takes the place of an earlier one, unless that one is serious and this one is not.
    void show(const QString& sentence, bool serious);
    void dismiss();
    // What follows makes a message that is not serious old.
    void dismissUnlessSerious();
    [[nodiscard]] QString text() const;

private:
    void applyLook();

    QLabel* m_text;
    QToolButton* m_close;
    bool m_serious = false;
};

}  // namespace heddle::ui
