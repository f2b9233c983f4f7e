#include "ui/shell/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/language/sentence_text.h"
#include "ui/models/time_text.h"
#include "ui/models/view_state.h"
#include "ui/theme/style_sheet.h"

namespace heddle::ui {

ExportDialog::ExportDialog(const ViewState& view, std::vector<PictureChoice> choices, const QString& title,
                           QWidget* parent)
    : QDialog(parent),
      m_view(view),
      m_choices(std::move(choices)),
      m_what(new QComboBox),
      m_visible(new QRadioButton),
      m_whole(new QRadioButton),
      m_format(new QComboBox),
      m_width(new QSpinBox),
      m_scale(new QDoubleSpinBox),
      m_look(new QComboBox),
      m_title(new QLineEdit(title)),
      m_size(new QLabel) {
    setWindowTitle(tr("Export picture"));
    m_what->setObjectName(QStringLiteral("what"));
    m_format->setObjectName(QStringLiteral("format"));
    const model::Snapshot& snapshot = *m_view.snapshot();
    m_visible->setText(tr("What is visible (%1)").arg(durationText(snapshot, m_view.range().length())));
    m_whole->setText(tr("The whole run (%1)").arg(durationText(snapshot, snapshot.now() - snapshot.start())));
    m_visible->setChecked(true);
    for (const PictureChoice& choice : m_choices) m_what->addItem(choice.name);
    m_format->addItem(tr("PNG, for slides"), QStringLiteral("png"));
    m_format->addItem(tr("SVG, vector, for editing"), QStringLiteral("svg"));
    m_format->addItem(tr("PDF, vector, for papers"), QStringLiteral("pdf"));
    m_width->setRange(320, 16000);
    m_width->setValue(1600);
    m_width->setSuffix(QStringLiteral(" px"));
    m_scale->setRange(0.5, 8.0);
    m_scale->setSingleStep(0.5);
    m_scale->setDecimals(1);
    m_scale->setValue(2.0);
    m_scale->setSuffix(QStringLiteral(" \u00d7"));
    m_look->addItem(tr("Light, for print"), static_cast<int>(Theme::Mode::Light));
    m_look->addItem(tr("Dark"), static_cast<int>(Theme::Mode::Dark));
    m_size->setForegroundRole(QPalette::PlaceholderText);

    auto* range = new QVBoxLayout;
    range->addWidget(m_visible);
    range->addWidget(m_whole);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(18);
    form->setVerticalSpacing(10);
    form->addRow(tr("View"), m_what);
    form->addRow(tr("Range"), range);
    form->addRow(tr("Title"), m_title);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Scale"), m_scale);
    form->addRow(tr("Look"), m_look);
    form->addRow(QString{}, m_size);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* write = buttons->addButton(tr("Export..."), QDialogButtonBox::AcceptRole);
    write->setDefault(true);
    makePrimary(*write);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(buttons);

    connect(m_what, &QComboBox::currentIndexChanged, this, &ExportDialog::chooseWhat);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::updateHints);
    connect(m_width, &QSpinBox::valueChanged, this, &ExportDialog::updateHints);
    connect(m_scale, &QDoubleSpinBox::valueChanged, this, &ExportDialog::updateHints);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::write);
    updateHints();
}

const PictureChoice& ExportDialog::what() const {
    return m_choices[static_cast<std::size_t>(m_what->currentIndex())];
}

void ExportDialog::chooseWhat() {
    for (QWidget* field : std::initializer_list<QWidget*>{m_visible, m_whole, m_title})
        field->setEnabled(what().hasRange);
    m_width->setEnabled(what().width != 0);
    if (what().width != 0)
        m_width->setValue(what().width);
    updateHints();
}

Result<void> ExportDialog::writeTo(const QString& path) const {
    return what().write(options(), path);
}

PictureOptions ExportDialog::options() const {
    PictureOptions options;
    if (m_visible->isChecked())
        options.range = m_view.range();
    options.width = m_width->value();
    options.scale = m_scale->value();
    options.format = pictureFormat(m_format->currentData().toString());
    options.title = m_title->text();
    options.theme = static_cast<Theme::Mode>(m_look->currentData().toInt());
    return options;
}

void ExportDialog::updateHints() {
    const bool pixels = m_format->currentData().toString() == QLatin1String("png");
    m_scale->setEnabled(pixels);
    m_size->setText(!pixels ? tr("sharp at any size")
                    : what().width == 0
                        ? tr("as wide as its words")
                        : tr("%L1 pixels wide").arg(qRound(m_width->value() * m_scale->value())));
}

void ExportDialog::write() {
    const QString suffix = m_format->currentData().toString();
    QString name = m_title->text().section(QLatin1Char(' '), 0, 0);
    name = name.isEmpty() ? QStringLiteral("heddle") : name.replace(QLatin1Char('/'), QLatin1Char('-'));
    QString path = QFileDialog::getSaveFileName(this, tr("Export picture"), name + QLatin1Char('.') + suffix,
                                                QStringLiteral("*.") + suffix);
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1Char('.') + suffix, Qt::CaseInsensitive))
        path += QLatin1Char('.') + suffix;
    if (const auto written = writeTo(path); !written)
        Q_EMIT messageRaised(errorText(written.error()), true);
    else
        Q_EMIT messageRaised(tr("The picture is in %1.").arg(path), false);
    accept();
}

}  // namespace heddle::ui
