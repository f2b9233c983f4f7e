// Asks what picture is wanted (of which view, range, format, size, look) and writes it.
#pragma once

#include <QDialog>

#include "ui/shell/picture_choice.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace heddle::ui {

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    // The first choice is the one that is offered at first.
    ExportDialog(const ViewState& view, std::vector<PictureChoice> choices, const QString& title,
                 QWidget* parent = nullptr);

    // Writes what is chosen. Errors: a path that cannot be written.
    [[nodiscard]] Result<void> writeTo(const QString& path) const;

Q_SIGNALS:
    void messageRaised(const QString& sentence, bool serious);

private:
    [[nodiscard]] const PictureChoice& what() const;
    [[nodiscard]] PictureOptions options() const;
    void chooseWhat();
    void updateHints();
    void write();

    const ViewState& m_view;
    std::vector<PictureChoice> m_choices;
    QComboBox* m_what;
    QRadioButton* m_visible;
    QRadioButton* m_whole;
    QComboBox* m_format;
    QSpinBox* m_width;
    QDoubleSpinBox* m_scale;
    QComboBox* m_look;
    QLineEdit* m_title;
    QLabel* m_size;
};

}  // namespace heddle::ui
