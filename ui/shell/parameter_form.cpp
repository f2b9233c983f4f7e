#include "ui/shell/parameter_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "ui/language/language.h"
#include "ui/language/scenario_words.h"

namespace heddle::ui {
namespace {

constexpr int kFieldWidth = 130;

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString boundsText(const scenarios::Parameter& parameter) {
    const QString bounds =
        ParameterForm::tr("%L1 to %L2", "bounds of a number").arg(parameter.min).arg(parameter.max);
    return parameter.unit.empty() ? bounds : bounds + QLatin1Char(' ') + text(parameter.unit);
}

}  // namespace

ParameterForm::ParameterForm(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

QWidget* ParameterForm::numberField(const scenarios::Parameter& parameter) {
    constexpr std::int64_t kMost = std::numeric_limits<int>::max();
    auto* field = new QSpinBox;
    field->setRange(static_cast<int>(std::max(parameter.min, -kMost)),
                    static_cast<int>(std::min(parameter.max, kMost)));
    field->setValue(static_cast<int>(parameter.fallback));
    field->setGroupSeparatorShown(true);
    field->setAlignment(Qt::AlignRight);
    if (!parameter.unit.empty())
        field->setSuffix(QLatin1Char(' ') + text(parameter.unit));
    m_values.emplace_back(parameter.key, [field] { return QString::number(field->value()); });
    return field;
}

QWidget* ParameterForm::choiceField(const scenarios::Parameter& parameter, const ScenarioWords& words) {
    auto* field = new QComboBox;
    for (const std::string_view choice : parameter.choices)
        field->addItem(words.choices.value(text(choice)), text(choice));
    m_values.emplace_back(parameter.key, [field] { return field->currentData().toString(); });
    return field;
}

void ParameterForm::show(const scenarios::Scenario& scenario, const ScenarioWords& words) {
    delete m_fields;
    m_values.clear();
    m_inputs.clear();
    m_fields = new QWidget;
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(2, 1);
    int row = 0;
    for (const scenarios::Parameter& parameter : scenario.parameters) {
        QString meaning = words.parameters.value(text(parameter.key));
        if (spokenLanguage() == Language::English)
            meaning[0] = meaning[0].toUpper();
        const bool isNumber = parameter.choices.empty();
        QWidget* field = isNumber ? numberField(parameter) : choiceField(parameter, words);
        m_inputs.append(field);
        field->setFixedWidth(kFieldWidth);
        field->setAccessibleName(meaning);
        field->setToolTip(text(parameter.key));
        auto* name = new QLabel(meaning);
        name->setWordWrap(true);
        name->setMinimumWidth(240);
        name->setMaximumWidth(300);
        name->setBuddy(field);
        grid->addWidget(name, row, 0);
        grid->addWidget(field, row, 1);
        if (isNumber) {
            auto* bounds = new QLabel(boundsText(parameter));
            bounds->setForegroundRole(QPalette::PlaceholderText);
            grid->addWidget(bounds, row, 2);
        }
        ++row;
    }
    layout()->addWidget(m_fields);
}

std::map<std::string, std::string> ParameterForm::values() const {
    std::map<std::string, std::string> values;
    for (const auto& [key, value] : m_values) values[key] = value().toStdString();
    return values;
}

}  // namespace heddle::ui
