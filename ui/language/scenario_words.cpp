#include "ui/language/scenario_words.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "ui/language/language.h"

static void initialiseResource() {
    Q_INIT_RESOURCE(language);
}

namespace heddle::ui {
namespace {

QString english(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

// :/language/scenarios/LANGUAGE/ID.json: {"title", "text", "question", "answer", "parameters": {KEY:
// MEANING}}; categories.json: {NAME: NAME}. Empty where the source's language is spoken, or nothing is
// translated.
QJsonObject load(const QString& name) {
    if (currentLanguage() == Language::English)
        return {};
    initialiseResource();
    QFile file{QStringLiteral(":/language/scenarios/zh_CN/%1.json").arg(name)};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

QString chosen(const QJsonObject& translated, const char* key, std::string_view original) {
    return translated.value(QLatin1String(key)).toString(english(original));
}

}  // namespace

ScenarioWords wordsOf(const scenarios::Scenario& scenario) {
    const QJsonObject words = load(english(scenario.id));
    const QJsonObject meanings = words.value(QLatin1String("parameters")).toObject();
    ScenarioWords result{chosen(words, "title", scenario.title),
                         chosen(words, "text", scenario.text),
                         chosen(words, "question", scenario.question),
                         chosen(words, "answer", scenario.answer),
                         {}};
    for (const scenarios::Parameter& parameter : scenario.parameters)
        result.parameters.insert(english(parameter.key),
                                 meanings.value(english(parameter.key)).toString(english(parameter.meaning)));
    return result;
}

namespace {

// By English pattern: the scenario's own, and those of all.
struct Patterns {
    QJsonObject own, common;
    [[nodiscard]] QString of(const QString& pattern) const {
        return own.value(pattern).toString(common.value(pattern).toString(pattern));
    }
};

QString textOf(const Phrase& phrase, const Patterns& patterns) {
    struct Visitor {
        const Patterns& patterns;
        QString operator()(std::int64_t number) const { return QString::number(number); }
        QString operator()(Duration length) const { return english(inWords(length)); }
        QString operator()(const std::string& name) const { return english(name); }
        QString operator()(const Phrase& inner) const { return textOf(inner, patterns); }
    };
    const QString pattern = patterns.of(english(phrase.pattern()));
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const auto argument = pattern[i] == QLatin1Char('%') && i + 1 < pattern.size()
                                  ? static_cast<std::size_t>(pattern[i + 1].digitValue() - 1)
                                  : phrase.arguments().size();
        if (argument < phrase.arguments().size()) {
            text += std::visit(Visitor{patterns}, phrase.arguments()[argument].value);
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

}  // namespace

QString phraseText(const scenarios::Scenario& scenario, const Phrase& phrase) {
    return textOf(phrase, {load(english(scenario.id)).value(QLatin1String("phrases")).toObject(),
                           load(QStringLiteral("phrases"))});
}

QString ownWordsText(std::string_view words) {
    return Patterns{{}, load(QStringLiteral("phrases"))}.of(english(words));
}

QString categoryText(std::string_view category) {
    return load(QStringLiteral("categories")).value(english(category)).toString(english(category));
}

}  // namespace heddle::ui
