#include "ui/shell/scenario_list.h"

#include <QPainter>
#include <algorithm>

#include "engine/scenarios/library.h"
#include "ui/language/scenario_words.h"
#include "ui/shell/scenario_item_delegate.h"
#include "ui/theme/theme.h"

namespace heddle::ui {
namespace {

enum Role {
    IdRole = Qt::UserRole,  // of a scenario; empty: a heading
    WordsRole,              // all that a search looks at
};

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

}  // namespace

ScenarioList::ScenarioList(QWidget* parent) : QListWidget(parent) {
    setAccessibleName(tr("Scenarios"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new ScenarioItemDelegate(this));
    connect(this, &QListWidget::currentItemChanged, this, &ScenarioList::scenarioChanged);
    fill();
}

// Categories in the order of the library, each a heading that cannot be chosen.
void ScenarioList::fill() {
    std::vector<std::string_view> categories;
    for (const scenarios::Scenario* s : scenarios::library())
        if (std::find(categories.begin(), categories.end(), s->category) == categories.end())
            categories.push_back(s->category);
    for (const std::string_view category : categories) {
        const QString name = categoryText(category);
        auto* heading = new QListWidgetItem(name, this);
        heading->setData(ScenarioItemDelegate::IsHeadingRole, true);
        heading->setFlags(Qt::ItemIsEnabled);
        for (const scenarios::Scenario* s : scenarios::library())
            if (s->category == category)
                addScenario(*s, name);
    }
}

void ScenarioList::addScenario(const scenarios::Scenario& scenario, const QString& category) {
    const ScenarioWords words = wordsOf(scenario);
    auto* item = new QListWidgetItem(words.title, this);
    item->setData(IdRole, text(scenario.id));
    item->setData(WordsRole, QStringList{words.title, words.text, category, text(scenario.id),
                                         text(scenario.title), text(scenario.category)}
                                 .join(QLatin1Char('\n')));
    if (scenario.canBeStepped) {
        item->setData(ScenarioItemDelegate::MarkRole, tr("step"));
        item->setData(Qt::AccessibleDescriptionRole, tr("can be stepped"));
    }
    item->setToolTip(text(scenario.id));
}

bool ScenarioList::isScenario(int row) const {
    return !item(row)->data(IdRole).toString().isEmpty();
}

void ScenarioList::choose(const QString& id) {
    int first = -1;
    for (int row = 0; row < count(); ++row) {
        if (!isScenario(row))
            continue;
        if (item(row)->data(IdRole).toString() == id) {
            setCurrentRow(row);
            return scrollToItem(item(row), PositionAtCenter);
        }
        if (first < 0)
            first = row;
    }
    setCurrentRow(first);
}

void ScenarioList::filter(const QString& wanted) {
    const QStringList words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QListWidgetItem* heading = nullptr;
    QListWidgetItem* first = nullptr;
    for (int row = 0; row < count(); ++row) {
        QListWidgetItem* one = item(row);
        if (!isScenario(row)) {
            heading = one;
            heading->setHidden(true);
            continue;
        }
        const QString all = one->data(WordsRole).toString();
        const bool matches = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return all.contains(word, Qt::CaseInsensitive);
        });
        one->setHidden(!matches);
        if (!matches)
            continue;
        heading->setHidden(false);
        if (!first)
            first = one;
    }
    if (!currentItem() || currentItem()->isHidden())
        setCurrentItem(first);
    if (first)
        scrollToItem(currentItem());
}

void ScenarioList::paintEvent(QPaintEvent* event) {
    QListWidget::paintEvent(event);
    if (currentItem())
        return;
    QPainter painter{viewport()};
    painter.setPen(Theme::current().quietText);
    painter.drawText(viewport()->rect().adjusted(12, 12, -12, -12), Qt::TextWordWrap,
                     tr("No scenario has all these words in its title or text."));
}

const scenarios::Scenario* ScenarioList::scenario() const {
    if (!currentItem())
        return nullptr;
    const auto found = scenarios::findScenario(currentItem()->data(IdRole).toString().toStdString());
    return found ? found.value() : nullptr;
}

void ScenarioList::moveBy(int direction) {
    for (int row = currentRow() + direction; row >= 0 && row < count(); row += direction)
        if (isScenario(row) && !item(row)->isHidden())
            return setCurrentRow(row);
}

}  // namespace heddle::ui
