// The language of the interface: English, or Chinese (simplified). The user's choice where there is one, else
// that of the system's locale.
//
// Thread rule: the gui thread. A window that stands keeps its language: install() comes before it is made.
#pragma once

#include <QList>
#include <QString>

class QCoreApplication;

namespace heddle::ui {

enum class Language {
    English,  // the language of the source
    Chinese,  // zh_CN
};

[[nodiscard]] QList<Language> languages();
// Its name in itself.
[[nodiscard]] QString nameOf(Language language);

[[nodiscard]] Language currentLanguage();
// Remembers the user's choice; install() makes it true.
void chooseLanguage(Language language);
// The one that was installed last; English before.
[[nodiscard]] Language spokenLanguage();
// Loads what the language needs, in place of what was loaded before.
void installLanguage(QCoreApplication& application);

}  // namespace heddle::ui
