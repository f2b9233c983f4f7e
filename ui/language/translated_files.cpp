#include "ui/language/translated_files.h"

#include <QFile>
#include <QJsonDocument>

#include "ui/language/language.h"

static void initialiseResource() {
    Q_INIT_RESOURCE(language);
}

namespace heddle::ui {

QJsonObject translatedFile(const QString& name) {
    if (spokenLanguage() == Language::English)
        return {};
    initialiseResource();
    QFile file{QStringLiteral(":/language/scenarios/zh_CN/%1.json").arg(name)};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

}  // namespace heddle::ui
