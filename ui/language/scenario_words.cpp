#include "ui/language/scenario_words.h"

#include "ui/language/filled_in.h"
#include "ui/language/sentence_text.h"
#include "ui/language/translated_files.h"

namespace heddle::ui {
namespace {

QString english(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString chosen(const QJsonObject& translated, const char* key, std::string_view original) {
    return translated.value(QLatin1String(key)).toString(english(original));
}

}  // namespace

ScenarioWords wordsOf(const scenarios::Scenario& scenario) {
    const QJsonObject words = translatedFile(english(scenario.id));
    const QJsonObject meanings = words.value(QLatin1String("parameters")).toObject();
    const QJsonObject choices = words.value(QLatin1String("choices")).toObject();
    ScenarioWords result{chosen(words, "title", scenario.title),
                         chosen(words, "text", scenario.text),
                         chosen(words, "question", scenario.question),
                         chosen(words, "answer", scenario.answer),
                         {},
                         {}};
    for (const scenarios::Parameter& parameter : scenario.parameters) {
        const QString key = english(parameter.key);
        result.parameters.insert(key, meanings.value(key).toString(english(parameter.meaning)));
        for (const std::string_view choice : parameter.choices)
            result.choices.insert(english(choice), choices.value(english(choice)).toString(english(choice)));
    }
    return result;
}

namespace {

// By English pattern: the scenario's own, and those of all. One without arguments may be a sentence that came
// as text.
struct Patterns {
    QJsonObject own, common;
    [[nodiscard]] QString of(const Phrase& phrase) const {
        const QString pattern = english(phrase.pattern());
        const QString text = own.value(pattern).toString(common.value(pattern).toString());
        if (!text.isEmpty())
            return text;
        return phrase.arguments().empty() ? ownWordsText(phrase.pattern()) : pattern;
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
    const std::vector<Argument>& arguments = phrase.arguments();
    return filledIn(patterns.of(phrase), [&](std::size_t digit) {
        return digit <= arguments.size() ? std::visit(Visitor{patterns}, arguments[digit - 1].value)
                                         : QString{};
    });
}

}  // namespace

QString phraseText(const scenarios::Scenario& scenario, const Phrase& phrase) {
    return textOf(phrase, {translatedFile(english(scenario.id)).value(QLatin1String("phrases")).toObject(),
                           translatedFile(QStringLiteral("phrases"))});
}

QString categoryText(std::string_view category) {
    return translatedFile(QStringLiteral("categories")).value(english(category)).toString(english(category));
}

}  // namespace heddle::ui
