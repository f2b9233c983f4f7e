#include "ui/shell/scenario_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

#include "engine/scenarios/library.h"
#include "ui/language/scenario_words.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

const QString kLastKey = QStringLiteral("scenario/last");

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QLabel* paragraph() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QSpinBox* spinBoxOf(const scenarios::Parameter& parameter, const QString& meaning) {
    constexpr std::int64_t kMost = std::numeric_limits<int>::max();
    auto* box = new QSpinBox;
    box->setRange(static_cast<int>(std::max(parameter.min, -kMost)),
                  static_cast<int>(std::min(parameter.max, kMost)));
    box->setValue(static_cast<int>(parameter.fallback));
    box->setGroupSeparatorShown(true);
    box->setAlignment(Qt::AlignRight);
    box->setMinimumWidth(120);
    if (!parameter.unit.empty())
        box->setSuffix(QLatin1Char(' ') + text(parameter.unit));
    box->setAccessibleName(meaning);
    box->setToolTip(ScenarioDialog::tr("%1: %L2 to %L3; usually %L4")
                        .arg(text(parameter.key))
                        .arg(parameter.min)
                        .arg(parameter.max)
                        .arg(parameter.fallback));
    return box;
}

QComboBox* comboBoxOf(const scenarios::Parameter& parameter, const QString& meaning) {
    auto* box = new QComboBox;
    for (const std::string_view choice : parameter.choices) box->addItem(text(choice));
    box->setMinimumWidth(120);
    box->setAccessibleName(meaning);
    return box;
}

}  // namespace

ScenarioDialog::ScenarioDialog(QWidget* parent)
    : QDialog(parent),
      m_search(new QLineEdit),
      m_list(new QListWidget),
      m_title(new QLabel),
      m_text(paragraph()),
      m_question(paragraph()),
      m_form(new QWidget),
      m_rows(new QFormLayout(m_form)),
      m_run(nullptr),
      m_step(nullptr),
      m_find(nullptr) {
    setWindowTitle(tr("Scenarios"));
    resize(920, 580);
    m_search->setPlaceholderText(tr("Search"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search the scenarios"));
    m_list->setAccessibleName(tr("Scenarios"));
    m_list->setFrameShape(QFrame::NoFrame);

    m_title->setFont(Theme::headingFont());
    m_question->setForegroundRole(QPalette::PlaceholderText);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(18);
    m_rows->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_run = buttons->addButton(tr("Run"), QDialogButtonBox::AcceptRole);
    m_run->setDefault(true);
    m_step = buttons->addButton(tr("Step"), QDialogButtonBox::ActionRole);
    m_step->setObjectName(QStringLiteral("step"));
    m_step->setToolTip(tr("For real, but step by step: a task goes on only when you say so"));
    m_find = buttons->addButton(tr("Find it for me..."), QDialogButtonBox::ActionRole);
    m_find->setObjectName(QStringLiteral("find"));
    m_find->setToolTip(tr("Search the orders in which its tasks can go on for one that fails"));
    makePrimary(*m_run);

    auto* left = new QVBoxLayout;
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto* right = new QVBoxLayout;
    right->setSpacing(14);
    right->addWidget(m_title);
    right->addWidget(m_text);
    right->addWidget(m_question);
    right->addSpacing(6);
    right->addWidget(m_form);
    right->addStretch(1);
    right->addWidget(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(20, 20, 24, 16);
    row->setSpacing(28);
    row->addLayout(left, 2);
    row->addLayout(right, 3);

    connect(m_search, &QLineEdit::textChanged, this, &ScenarioDialog::filter);
    connect(m_list, &QListWidget::currentItemChanged, this, &ScenarioDialog::showScenario);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (const auto& [button, wish] : {std::pair{m_step, Wish::Step}, std::pair{m_find, Wish::Find}})
        connect(button, &QPushButton::clicked, this, [this, buttons, wish] {
            m_wish = wish;
            Q_EMIT buttons->accepted();
        });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        QSettings{}.setValue(kLastKey, text(m_scenario->id));
        accept();
    });
    fillList();
    choose(QSettings{}.value(kLastKey, QStringLiteral("deadlock-ab")).toString());
    m_list->setFocus();
}

session::RunRequest ScenarioDialog::request() const {
    session::RunRequest request;
    request.scenario = std::string{m_scenario->id};
    for (auto value = m_values.cbegin(); value != m_values.cend(); ++value)
        request.parameters[value.key().toStdString()] = value.value()().toStdString();
    return request;
}

void ScenarioDialog::choose(const QString& id) {
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->data(Qt::UserRole).toString() == id)
            return m_list->setCurrentRow(i);
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->flags() & Qt::ItemIsSelectable)
            return m_list->setCurrentRow(i);
}

// Categories in the order of the library, each a heading that cannot be chosen.
void ScenarioDialog::fillList() {
    std::vector<std::string_view> categories;
    for (const scenarios::Scenario* s : scenarios::library())
        if (std::find(categories.begin(), categories.end(), s->category) == categories.end())
            categories.push_back(s->category);
    for (const std::string_view category : categories) {
        auto* heading = new QListWidgetItem(categoryText(category), m_list);
        QFont font = Theme::font();
        font.setWeight(QFont::DemiBold);
        heading->setFont(font);
        heading->setForeground(Theme::current().quietText);
        heading->setFlags(Qt::ItemIsEnabled);
        for (const scenarios::Scenario* s : scenarios::library()) {
            if (s->category != category)
                continue;
            auto* item = new QListWidgetItem(QStringLiteral("   ") + wordsOf(*s).title, m_list);
            item->setData(Qt::UserRole, text(s->id));
            item->setToolTip(text(s->id));
        }
    }
}

void ScenarioDialog::showScenario(const QListWidgetItem* item) {
    const QString id = item ? item->data(Qt::UserRole).toString() : QString{};
    const auto found = scenarios::findScenario(id.toStdString());
    m_run->setEnabled(found.ok());
    for (QPushButton* button : {m_step, m_find})
        button->setEnabled(found.ok() && found.value()->canBeStepped);
    if (!found)
        return;
    m_scenario = found.value();
    const ScenarioWords words = wordsOf(*m_scenario);
    m_title->setText(words.title);
    m_text->setText(words.text);
    m_question->setText(tr("Predict: %1").arg(words.question));
    while (m_rows->rowCount() > 0) m_rows->removeRow(0);
    m_values.clear();
    for (const scenarios::Parameter& parameter : m_scenario->parameters) {
        QString meaning = words.parameters.value(text(parameter.key));
        meaning[0] = meaning[0].toUpper();
        QWidget* box = nullptr;
        if (parameter.choices.empty()) {
            QSpinBox* numbers = spinBoxOf(parameter, meaning);
            m_values.insert(text(parameter.key), [numbers] { return QString::number(numbers->value()); });
            box = numbers;
        } else {
            QComboBox* choices = comboBoxOf(parameter, meaning);
            m_values.insert(text(parameter.key), [choices] { return choices->currentText(); });
            box = choices;
        }
        m_rows->addRow(meaning, box);
    }
}

void ScenarioDialog::filter(const QString& wanted) {
    QListWidgetItem* heading = nullptr;
    QListWidgetItem* first = nullptr;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        const QString id = item->data(Qt::UserRole).toString();
        if (id.isEmpty()) {
            heading = item;
            heading->setHidden(true);
            continue;
        }
        const bool matches =
            id.contains(wanted, Qt::CaseInsensitive) || item->text().contains(wanted, Qt::CaseInsensitive);
        item->setHidden(!matches);
        if (!matches)
            continue;
        if (!first)
            first = item;
        if (heading)
            heading->setHidden(false);
    }
    if (first && m_list->currentItem() && m_list->currentItem()->isHidden())
        m_list->setCurrentItem(first);
    m_run->setEnabled(first != nullptr);
    for (QPushButton* button : {m_step, m_find})
        button->setEnabled(first != nullptr && m_scenario->canBeStepped);
}

}  // namespace heddle::ui
