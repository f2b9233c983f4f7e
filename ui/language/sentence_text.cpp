#include "ui/language/sentence_text.h"

#include "ui/language/filled_in.h"
#include "ui/language/language.h"
#include "ui/language/sentence_patterns.h"
#include "ui/language/translated_files.h"

namespace heddle::ui {
namespace {

using Trust = SentencePatterns::Trust;

struct Known {
    Language language = Language::English;
    QJsonObject sentences;
    SentencePatterns patterns;
};

const Known& known() {
    static Known known;
    if (const Language now = spokenLanguage(); known.language != now) {
        const QJsonObject sentences = translatedFile(QStringLiteral("sentences"));
        QJsonObject all = translatedFile(QStringLiteral("system"));
        for (auto one = sentences.begin(); one != sentences.end(); ++one) all.insert(one.key(), one.value());
        known = {now, sentences, SentencePatterns{all}};
    }
    return known;
}

QString textOf(std::string_view english, Trust trust) {
    const QString sentence = QString::fromUtf8(english.data(), static_cast<qsizetype>(english.size()));
    const QString text = known().patterns.translated(sentence, trust);
    return text.isEmpty() ? sentence : text;
}

}  // namespace

QString sentenceText(std::string_view sentence) {
    return textOf(sentence, Trust::All);
}

QString errorText(const Error& error) {
    const QString parts[] = {
        {}, sentenceText(error.what), sentenceText(error.why), sentenceText(error.wayOut)};
    const QString pattern = error.wayOut.empty() ? QStringLiteral("%1: %2") : QStringLiteral("%1: %2; %3");
    return filledIn(known().sentences.value(pattern).toString(pattern), [&parts](std::size_t digit) {
        return digit < std::size(parts) ? parts[digit] : QString{};
    });
}

QString ownWordsText(std::string_view words) {
    return textOf(words, Trust::OnlyFigures);
}

}  // namespace heddle::ui
