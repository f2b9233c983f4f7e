#include "ui/language/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSettings>
#include <QTranslator>

static void initialiseResource() {
    Q_INIT_RESOURCE(language);
}

namespace heddle::ui {
namespace {

Language g_spoken = Language::English;

const QString kChosenKey = QStringLiteral("window/language");

QString codeOf(Language language) {
    return language == Language::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

// Finds texts whatever namespace their class stands in: lupdate does not read `namespace a::b`, so the file
// names classes without it, and texts of free functions by the namespace alone.
class Translator : public QTranslator {
public:
    QString translate(const char* context, const char* text, const char* comment, int n) const override {
        const QByteArrayView whole{context};
        const QByteArrayView own = whole.sliced(whole.lastIndexOf(':') + 1);
        const QString found = QTranslator::translate(own.data(), text, comment, n);
        return found.isEmpty() ? QTranslator::translate("heddle::ui", text, comment, n) : found;
    }
};

}  // namespace

QList<Language> languages() {
    return {Language::English, Language::Chinese};
}

QString nameOf(Language language) {
    return language == Language::Chinese ? QStringLiteral("\u4e2d\u6587") : QStringLiteral("English");
}

Language currentLanguage() {
    const QString chosen = QSettings{}.value(kChosenKey).toString();
    for (const Language language : languages())
        if (chosen == codeOf(language))
            return language;
    return QLocale::system().language() == QLocale::Chinese ? Language::Chinese : Language::English;
}

void chooseLanguage(Language language) {
    QSettings{}.setValue(kChosenKey, codeOf(language));
}

Language spokenLanguage() {
    return g_spoken;
}

void installLanguage(QCoreApplication& application) {
    initialiseResource();
    static Translator ours;
    static QTranslator qts;
    application.removeTranslator(&ours);
    application.removeTranslator(&qts);
    const Language language = g_spoken = currentLanguage();
    QLocale::setDefault(language == Language::Chinese ? QLocale{QLocale::Chinese, QLocale::China}
                                                      : QLocale{QLocale::English});
    if (language == Language::English)
        return;
    if (qts.load(QStringLiteral("qtbase_") + codeOf(language),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(&qts);
    if (ours.load(QStringLiteral(":/language/heddle_") + codeOf(language)))
        application.installTranslator(&ours);
}

}  // namespace heddle::ui
