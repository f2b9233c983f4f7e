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

// {"categories": {NAME: NAME}, "scenarios": {ID: {"title", "text", "question", "parameters": {KEY:
// MEANING}}}}
QJsonObject load(Language language) {
    if (language == Language::English)
        return {};
    initialiseResource();
    QFile file{QStringLiteral(":/language/scenarios_zh_CN.json")};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

// Of the language that the window was made with.
const QJsonObject& translations() {
    static Language loadedFor = currentLanguage();
    static QJsonObject loaded = load(loadedFor);
    if (const Language now = currentLanguage(); now != loadedFor) {
        loaded = load(now);
        loadedFor = now;
    }
    return loaded;
}

QString chosen(const QJsonObject& translated, const char* key, std::string_view original) {
    return translated.value(QLatin1String(key)).toString(english(original));
}

}  // namespace

ScenarioWords wordsOf(const scenarios::Scenario& scenario) {
    const QJsonObject words =
        translations().value(QLatin1String("scenarios")).toObject().value(english(scenario.id)).toObject();
    const QJsonObject meanings = words.value(QLatin1String("parameters")).toObject();
    ScenarioWords result{chosen(words, "title", scenario.title),
                         chosen(words, "text", scenario.text),
                         chosen(words, "question", scenario.question),
                         {}};
    for (const scenarios::Parameter& parameter : scenario.parameters)
        result.parameters.insert(english(parameter.key),
                                 meanings.value(english(parameter.key)).toString(english(parameter.meaning)));
    return result;
}

QString categoryText(std::string_view category) {
    return translations()
        .value(QLatin1String("categories"))
        .toObject()
        .value(english(category))
        .toString(english(category));
}

}  // namespace heddle::ui
