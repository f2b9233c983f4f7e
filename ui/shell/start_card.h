// One invitation of the start page: a picture, a title, a sentence. A button in all but looks.
#pragma once

#include <QAbstractButton>

namespace heddle::ui {

class StartCard : public QAbstractButton {
    Q_OBJECT
public:
    enum class Picture { Deadlock, ProcessTree, Recording };

    StartCard(Picture picture, const QString& title, const QString& sentence, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 268}; }

private:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

    Picture m_picture;
    QString m_sentence;
};

}  // namespace heddle::ui
