#include "ui/language/sentence_patterns.h"

#include <algorithm>
#include <utility>

#include "ui/language/filled_in.h"

namespace heddle::ui {
namespace {

constexpr qsizetype kMostFound = 4096;        // remembered: tables ask again and again
constexpr qsizetype kLongestSentence = 1024;  // of ours; what is longer is somebody's own
constexpr qsizetype kMostParts = 24;          // that are joined

bool isQuoted(const QString& before, const QString& behind) {
    return before.endsWith(QLatin1Char('\'')) && behind.startsWith(QLatin1Char('\''));
}

bool isFigure(const QString& value) {
    return std::none_of(value.begin(), value.end(), [](QChar c) { return c.isSpace(); });
}

}  // namespace

SentencePatterns::SentencePatterns(const QJsonObject& translations) {
    for (auto one = translations.begin(); one != translations.end(); ++one) {
        Pattern pattern = parsed(one.key(), one.value().toString());
        if (pattern.places.empty())
            m_whole.insert(one.key(), pattern.translation);
        else
            (pattern.isJoint() ? m_joints : m_patterns).push_back(std::move(pattern));
    }
    for (std::vector<Pattern>* patterns : {&m_patterns, &m_joints})
        std::stable_sort(patterns->begin(), patterns->end(),
                         [](const Pattern& a, const Pattern& b) { return a.weight > b.weight; });
}

SentencePatterns::Pattern SentencePatterns::parsed(const QString& english, const QString& translation) {
    Pattern pattern;
    pattern.translation = translation;
    QString literal;
    for (qsizetype i = 0; i < english.size(); ++i) {
        const bool isPlace =
            english[i] == QLatin1Char('%') && i + 1 < english.size() && english[i + 1].isDigit();
        if (!isPlace) {
            literal += english[i];
            pattern.words += english[i].isLetter();
            ++pattern.weight;
            continue;
        }
        pattern.literals.append(std::exchange(literal, {}));
        pattern.places.push_back(english[++i].digitValue());
    }
    pattern.literals.append(literal);
    return pattern;
}

QString SentencePatterns::translated(const QString& sentence, Trust trust) const {
    for (QHash<QString, QString>& found : m_found)
        if (found.size() > kMostFound)
            found.clear();
    return found(sentence, trust);
}

QString SentencePatterns::found(const QString& sentence, Trust trust) const {
    if (sentence.isEmpty() || sentence.size() > kLongestSentence)
        return {};
    if (const auto whole = m_whole.constFind(sentence); whole != m_whole.constEnd())
        return *whole;
    QHash<QString, QString>& before = m_found[trust == Trust::All ? 0 : 1];
    if (const auto known = before.constFind(sentence); known != before.constEnd())
        return *known;
    const QString text = search(sentence, trust);
    before.insert(sentence, text);
    return text;
}

QString SentencePatterns::search(const QString& sentence, Trust trust) const {
    const auto firstOf = [&](const std::vector<Pattern>& patterns, Fit fit) {
        QString text;
        for (std::size_t i = 0; i < patterns.size() && text.isEmpty(); ++i) {
            const QStringList& literals = patterns[i].literals;
            Values values(10);
            if (sentence.startsWith(literals.first()) && sentence.endsWith(literals.last()))
                text = laidOver(patterns[i], sentence, literals.first().size(), 0, values, trust, fit);
        }
        return text;
    };
    QString text = firstOf(m_patterns, Fit::Figures);
    const qsizetype parts = sentence.count(QLatin1String("; ")) + sentence.count(QLatin1String(": "));
    if (text.isEmpty() && parts <= kMostParts)
        text = firstOf(m_joints, Fit::Known);
    if (text.isEmpty() && trust == Trust::All)
        text = firstOf(m_patterns, Fit::Anything);
    return text;
}

QString SentencePatterns::laidOver(const Pattern& pattern, const QString& sentence, qsizetype at,
                                   std::size_t place, Values& values, Trust trust, Fit fit) const {
    if (place == pattern.places.size())
        return at == sentence.size() ? said(pattern, values, trust, fit) : QString{};
    const QString& behind = pattern.literals[static_cast<qsizetype>(place) + 1];
    QString& value = values[static_cast<std::size_t>(pattern.places[place])];
    const QString before = value;  // of the same place, if it stood in the pattern already
    const bool isLast = place + 1 == pattern.places.size();
    QString text;
    for (qsizetype end = isLast ? sentence.size() - behind.size() : sentence.indexOf(behind, at);
         text.isEmpty() && end >= at; end = isLast ? -1 : sentence.indexOf(behind, end + 1)) {
        value = sentence.mid(at, end - at);
        if (before.isNull() || value == before)
            text = laidOver(pattern, sentence, end + behind.size(), place + 1, values, trust, fit);
    }
    value = before;
    return text;
}

QString SentencePatterns::said(const Pattern& pattern, const Values& values, Trust trust, Fit fit) const {
    std::vector<QString> shown = values;
    for (std::size_t i = 0; i < pattern.places.size(); ++i) {
        const QString& value = values[static_cast<std::size_t>(pattern.places[i])];
        const auto at = static_cast<qsizetype>(i);
        if (isQuoted(pattern.literals[at], pattern.literals[at + 1])) {
            if (fit != Fit::Anything && value.contains(QLatin1Char('\'')))
                return {};  // it may be the end of one word and the begin of another
            continue;
        }
        const QString known = found(value, fit == Fit::Figures ? Trust::OnlyFigures : trust);
        const bool fits =
            !known.isEmpty() || fit == Fit::Anything || (fit == Fit::Figures && isFigure(value));
        if (value.isEmpty() || !fits)
            return {};
        if (!known.isEmpty())
            shown[static_cast<std::size_t>(pattern.places[i])] = known;
    }
    return filledIn(pattern.translation, [&shown](std::size_t digit) { return shown[digit]; });
}

}  // namespace heddle::ui
