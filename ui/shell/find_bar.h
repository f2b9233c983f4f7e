// Filters the lanes of the timeline by a text; Ctrl+F opens it, Escape closes it and shows all lanes again.
#pragma once

#include <QWidget>

class QLineEdit;

namespace heddle::ui {

class FindBar : public QWidget {
    Q_OBJECT
public:
    explicit FindBar(QWidget* parent = nullptr);

    void open();
    void close();

Q_SIGNALS:
    void filterChanged(const QString& text);
    void closed();

private:
    void keyPressEvent(QKeyEvent* event) override;

    QLineEdit* m_text;
};

}  // namespace heddle::ui
