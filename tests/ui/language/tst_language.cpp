// Nothing that the window says is left in English when it speaks Chinese.
#include <QComboBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

#include "engine/scenarios/library.h"
#include "ui/language/language.h"
#include "ui/language/scenario_words.h"
#include "ui/language/sentence_text.h"
#include "ui/shell/header_bar.h"
#include "ui/shell/lesson_strip.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_strip.h"
#include "ui/shell/scenario_dialog.h"
#include "ui/stepper/search_dialog.h"

using namespace heddle;
using namespace heddle::ui;

namespace {

QString text(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString source(const char* path) {
    return QStringLiteral(HEDDLE_SOURCE_DIR "/") + QLatin1String(path);
}

bool isChinese(const QString& words) {
    static const QRegularExpression kCharacter{QStringLiteral("\\p{Han}")};
    return words.contains(kCharacter);
}

// %1, %L2, %n: each once, in any order.
QStringList placesIn(const QString& words) {
    static const QRegularExpression kPlace{QStringLiteral("%(L?\\d|n)")};
    QStringList places;
    for (auto found = kPlace.globalMatch(words); found.hasNext();) places.append(found.next().captured());
    places.sort();
    places.removeDuplicates();
    return places;
}

QJsonObject textsOf(const scenarios::Scenario& scenario) {
    QFile file{source("resources/scenarios/zh_CN/") + text(scenario.id) + QStringLiteral(".json")};
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

}  // namespace

class LanguageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(QStringLiteral("heddle-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_language"));
    }
    void init() { speak(Language::Chinese); }
    void cleanup() { speak(Language::English); }

    void theChoiceIsRememberedAndTheLocaleFollows() {
        QCOMPARE(currentLanguage(), Language::Chinese);
        QCOMPARE(QLocale{}.language(), QLocale::Chinese);
        speak(Language::English);
        QCOMPARE(currentLanguage(), Language::English);
        QCOMPARE(MessageStrip::tr("Close"), QStringLiteral("Close"));
    }

    void aTextIsFoundWhateverNamespaceItsClassIsIn() {
        const char* kContexts[]{"heddle::ui::MessageStrip", "ui::MessageStrip", "MessageStrip"};
        for (const char* context : kContexts)
            QVERIFY(isChinese(QCoreApplication::translate(context, "Close")));
        QVERIFY(isChinese(MessageStrip::tr("Close")));
    }

    void whatIsNotTranslatedStaysAsItIs() {
        QCOMPARE(MessageStrip::tr("no such text"), QStringLiteral("no such text"));
        QCOMPARE(QCoreApplication::translate("NoSuchClass", "no such text"), QStringLiteral("no such text"));
    }

    // Qt's own buttons too.
    void theButtonsOfDialogsSpeakIt() {
        QVERIFY(isChinese(QCoreApplication::translate("QPlatformTheme", "Cancel")));
    }

    void everyScenarioHasAllItsTexts_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < scenarios::library().size(); ++i)
            QTest::newRow(text(scenarios::library()[i]->id).toUtf8().constData()) << static_cast<int>(i);
    }
    void everyScenarioHasAllItsTexts() {
        QFETCH(int, index);
        const scenarios::Scenario& scenario = *scenarios::library()[static_cast<std::size_t>(index)];
        const ScenarioWords words = wordsOf(scenario);
        QVERIFY(isChinese(words.title));
        QVERIFY(isChinese(words.text));
        QVERIFY(isChinese(words.question));
        QVERIFY(isChinese(words.answer));
        for (const scenarios::Parameter& parameter : scenario.parameters) {
            QVERIFY2(isChinese(words.parameters.value(text(parameter.key))), parameter.key.data());
            for (const std::string_view choice : parameter.choices)
                QVERIFY2(isChinese(words.choices.value(text(choice))), choice.data());
        }
        QVERIFY(isChinese(categoryText(scenario.category)));
        // Nothing is said of parameters and choices that are gone.
        const auto meanings = textsOf(scenario).value(QStringLiteral("parameters")).toObject();
        QCOMPARE(meanings.size(), static_cast<qsizetype>(scenario.parameters.size()));
        const auto choices = textsOf(scenario).value(QStringLiteral("choices")).toObject();
        QCOMPARE(choices.size(), words.choices.size());
    }

    // What is said of a run is translated, with the same places; and nothing that is not said any more.
    void everyPhraseOfAScenarioIsTranslated_data() { everyScenarioHasAllItsTexts_data(); }
    void everyPhraseOfAScenarioIsTranslated() {
        QFETCH(int, index);
        const scenarios::Scenario& scenario = *scenarios::library()[static_cast<std::size_t>(index)];
        static const QRegularExpression goesOn{QStringLiteral("\"\\s*\\n\\s*\"")};
        QString source = text(scenarios::sourceOf(scenario.id).text);
        source.remove(goesOn);
        // Phrase{"...", or Phrase{condition ? "..." : "..."
        static const QRegularExpression phrase{
            QStringLiteral("Phrase\\{(?:[^\"{}]*\\?\\s*)?\"([^\"]+)\"(?:\\s*:\\s*\"([^\"]+)\")?")};
        QStringList patterns{text(scenario.whyNotStepped)};
        for (auto found = phrase.globalMatch(source); found.hasNext();)
            patterns += found.next().capturedTexts().mid(1);
        static const QRegularExpression words{QStringLiteral("[a-z]")};
        for (const QString& pattern : std::as_const(patterns)) {
            const QByteArray key = pattern.toUtf8();
            const QString said = phraseText(scenario, Phrase{key.constData()});
            QVERIFY2(!pattern.contains(words) || isChinese(said), key.constData());
            QCOMPARE(placesIn(said), placesIn(pattern));
        }
        for (const QString& pattern : textsOf(scenario).value(QStringLiteral("phrases")).toObject().keys())
            QVERIFY2(source.contains(QLatin1Char('"') + pattern + QLatin1Char('"')), qPrintable(pattern));
    }

    void aPhraseHasItsArgumentsInAnyLanguage() {
        const scenarios::Scenario& scenario = *scenarios::findScenario("thread-pool").value();
        const Phrase phrase{"%1 done, at most %2 at once, in %3", 6, 3,
                            Duration{std::chrono::milliseconds{20}}};
        QCOMPARE(phrase.text(), std::string{"6 done, at most 3 at once, in 20.0 ms"});
        const QString said = phraseText(scenario, phrase);
        QVERIFY(isChinese(said));
        for (const char* figure : {"6", "3", "20.0 ms"}) QVERIFY(said.contains(QLatin1String(figure)));
        const Phrase nested{"%1, and a deadlock that was not promised", phrase};
        QVERIFY(phraseText(scenario, nested).startsWith(said));
        QVERIFY(isChinese(phraseText(scenario, inShort(std::vector<std::int64_t>(100, 7)))));
        QVERIFY(isChinese(ownWordsText("every thread took one away")));
        QCOMPARE(ownWordsText("money is gone"), QStringLiteral("money is gone"));
    }

    void everyTextOfTheWindowIsTranslatedWithTheSamePlaces() {
        QFile file{source("resources/translations/heddle_zh_CN.ts")};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml{&file};
        QString original;
        int count = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("source")) {
                original = xml.readElementText();
            } else if (xml.name() == QLatin1String("translation")) {
                QVERIFY2(xml.attributes().value(QLatin1String("type")).isEmpty(), qPrintable(original));
                const QString translated = xml.readElementText(QXmlStreamReader::IncludeChildElements);
                QVERIFY2(!translated.trimmed().isEmpty(), qPrintable(original));
                QVERIFY2(placesIn(translated) == placesIn(original), qPrintable(original));
                ++count;
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(count > 400);
    }

    void theMenuOffersBothLanguagesAndRemembersTheChoice() {
        MainWindow window;
        QMenu* menu = nullptr;
        for (QMenu* one : window.findChildren<QMenu*>())
            if (!one->actions().isEmpty() && one->actions().first()->text() == nameOf(Language::English))
                menu = one;
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), languages().size());
        QVERIFY(menu->actions().last()->isChecked());
        menu->actions().first()->trigger();
        QCOMPARE(currentLanguage(), Language::English);
        menu->actions().last()->trigger();
        QCOMPARE(currentLanguage(), Language::Chinese);
    }

    // Until the next start: or one half of it would speak the one, the other half the other.
    void aWindowThatStandsKeepsItsLanguage() {
        const scenarios::Scenario& scenario = *scenarios::findScenario("peterson").value();
        chooseLanguage(Language::English);
        QVERIFY(isChinese(wordsOf(scenario).title));
        QVERIFY(isChinese(sentenceText("it is a directory")));
        QVERIFY(isChinese(MessageStrip::tr("Close")));
        installLanguage(*QCoreApplication::instance());
        QCOMPARE(wordsOf(scenario).title, text(scenario.title));
        QCOMPARE(sentenceText("it is a directory"), QStringLiteral("it is a directory"));
    }

    void aChoiceIsShownInTheReadersLanguageAndGivenByItsOwnName() {
        ScenarioDialog dialog;
        dialog.choose(QStringLiteral("dining-philosophers"));
        auto* ways = dialog.findChild<QComboBox*>();
        QVERIFY(isChinese(ways->currentText()));
        ways->setCurrentIndex(1);
        QVERIFY(isChinese(ways->currentText()));
        QCOMPARE(dialog.request().parameters.at("way"), std::string{"ordered"});
    }

    void theNameOfATaskKeepsItsSmallLetter() {
        ScenarioDialog dialog;
        dialog.choose(QStringLiteral("priority-inversion"));
        QStringList names;
        for (const QSpinBox* field : dialog.findChildren<QSpinBox*>()) names.append(field->accessibleName());
        QCOMPARE(names.size(), 2);
        for (const QString& name : names)
            QVERIFY2(isChinese(name) &&
                         name == name.toLower().replace(QStringLiteral("cpu"), QStringLiteral("CPU")),
                     qPrintable(name));
    }

    void aSearchNamesItsScenarioAndParameters() {
        session::RunRequest subject;
        subject.scenario = "dining-philosophers";
        subject.parameters = {{"way", "naive"}, {"reach", "200"}};
        const SearchDialog dialog{subject};
        QStringList texts;
        for (const QLabel* label : dialog.findChildren<QLabel*>()) texts.append(label->text());
        QVERIFY(texts.contains(QStringLiteral("哲学家就餐")));
        QVERIFY(texts.contains(QStringLiteral("怎样拿叉子：朴素；第一把与第二把叉子之间的时间：200 ms")));
    }

    void whatTheWindowShowsFirstIsChinese() {
        MainWindow window;
        for (const QMenu* menu : window.findChildren<QMenu*>())
            for (const QAction* action : menu->actions())
                QVERIFY2(action->text().isEmpty() || isChinese(action->text()) ||
                             action->text() == nameOf(Language::English),
                         qPrintable(action->text()));
    }

private:
    static void speak(Language language) {
        chooseLanguage(language);
        installLanguage(*QCoreApplication::instance());
    }
};

QTEST_MAIN(LanguageTest)
#include "tst_language.moc"
