// Asks what picture is wanted (range, format, size, look) and writes it.
#pragma once

#include <QDialog>

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

Q_SIGNALS:
    void messageRaised(const QString& sentence, bool serious);

private:
    [[nodiscard]] PictureOptions options() const;
    void updateHints();
    void write();

    const ViewState& m_view;
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
