// Finds the pattern that an English sentence was made by (engine/base/phrase.h), and says it with another
// language's. What stands in a place is looked at in turn, for it may be a sentence itself; but what stands
// between quotes is somebody's own word.
//
//     "could not make a pipe: a process may have 40 descriptors; raise that with 'ulimit -n'"
//     "could not %1: %2" with "make a pipe" and "a process may have %1 descriptors; raise that with..."
//
// Of several patterns that fit, the longest counts, and one whose places hold sentences that are known,
// single words or quotes counts before all others. One without words of its own ("%1; %2") is a joint: all
// that stands in it has to be known. Thread rule: the owner's thread.
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <vector>

namespace heddle::ui {

class SentencePatterns {
public:
    enum class Trust {
        All,          // our own sentence: where nothing fits better, a place may hold anything
        OnlyFigures,  // anybody's: a place holds one word, or something that is known
    };

    SentencePatterns() = default;
    // English patterns and their translations.
    explicit SentencePatterns(const QJsonObject& translations);

    // Empty where no pattern fits.
    [[nodiscard]] QString translated(const QString& sentence, Trust trust) const;

private:
    struct Pattern {
        QStringList literals;     // around the places: one more than there are of them
        std::vector<int> places;  // the digit of each
        QString translation;
        qsizetype weight = 0;  // what it has of its own,
        qsizetype words = 0;   // ...and how much of that are letters

        [[nodiscard]] bool isJoint() const { return words == 0; }
    };
    using Values = std::vector<QString>;  // by digit

    // What a place may hold.
    enum class Fit { Figures, Known, Anything };

    static Pattern parsed(const QString& english, const QString& translation);
    [[nodiscard]] QString found(const QString& sentence, Trust trust) const;
    [[nodiscard]] QString search(const QString& sentence, Trust trust) const;
    // All ways to lay the pattern over the sentence from `at` on, until one says something; empty if none
    // does.
    [[nodiscard]] QString laidOver(const Pattern& pattern, const QString& sentence, qsizetype at,
                                   std::size_t place, Values& values, Trust trust, Fit fit) const;
    [[nodiscard]] QString said(const Pattern& pattern, const Values& values, Trust trust, Fit fit) const;

    QHash<QString, QString> m_whole;             // without places
    std::vector<Pattern> m_patterns, m_joints;   // the longest first
    mutable QHash<QString, QString> m_found[2];  // by trust
};

}  // namespace heddle::ui
