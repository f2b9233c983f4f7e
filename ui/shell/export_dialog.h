// Asks what picture is wanted (of which view, range, format, size, look) and writes it.
#pragma once

#include <QDialog>

#include "engine/base/result.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;

namespace heddle::ui {

class ViewState;
struct PictureOptions;

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(const ViewState& view, const QString& title, QWidget* parent = nullptr);

    // Writes what is chosen. Errors: a path that cannot be written.
    [[nodiscard]] Result<void> writeTo(const QString& path) const;

Q_SIGNALS:
    void messageRaised(const QString& sentence, bool serious);

private:
    enum class What {
        Timeline,  //
        Diagram,   // the states at the instant that is shown
        Waits,     // who waits for whom then
        Objects,   // as data structures, then
    };

    [[nodiscard]] What what() const;
    [[nodiscard]] PictureOptions options() const;
    void chooseWhat();
    void updateHints();
    void write();

    const ViewState& m_view;
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
