#include "ui/stepper/search_words.h"

#include <QCoreApplication>
#include <cmath>

#include "ui/language/sentence_text.h"

namespace heddle::ui {
namespace {

using session::FoundFailure;
using session::FoundKind;
using session::SearchEnd;
using session::SearchFigures;
using session::SearchResult;
using session::SearchStrategy;

struct SearchWords {
    Q_DECLARE_TR_FUNCTIONS(SearchWords)
};

QString superscript(int number) {
    static constexpr char16_t kDigits[] = u"\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
    QString text;
    for (const QChar digit : QString::number(number)) text += QChar(kDigits[digit.digitValue()]);
    return text;
}

QString schedulesText(std::uint64_t count) {
    return count == 1 ? SearchWords::tr("1 schedule") : SearchWords::tr("%1 schedules").arg(countText(count));
}

QString stepsText(std::uint64_t count) {
    return count == 1 ? SearchWords::tr("1 step") : SearchWords::tr("%1 steps").arg(countText(count));
}

QString switchesText(std::uint32_t count) {
    return count == 1 ? SearchWords::tr("1 change of task")
                      : SearchWords::tr("%1 changes of task").arg(countText(count));
}

QString headOf(FoundKind kind) {
    switch (kind) {
        case FoundKind::Deadlock:
            return SearchWords::tr("Found: a deadlock");
        case FoundKind::Expectation:
            return SearchWords::tr("Found: an expectation that does not hold");
        case FoundKind::Exception:
            return SearchWords::tr("Found: an exception");
        case FoundKind::NoNextStep:
            return SearchWords::tr("Found: a task that does not come to its next step");
        case FoundKind::Crash:
            return SearchWords::tr("Found: a crash");
        case FoundKind::Starvation:
            return SearchWords::tr("Found: a task that starves");
    }
    return {};
}

// A sentence of what the engine says in a clause, without what the head says already.
QString detailOf(const FoundFailure& found) {
    constexpr std::string_view kHead = "deadlock: ";
    std::string_view clause = found.text;
    if (clause.starts_with(kHead))
        clause.remove_prefix(kHead.size());
    QString text = sentenceText(clause);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return SearchWords::tr("%1.", "a sentence").arg(text);
}

std::uint64_t schedulesOf(const SearchResult& result) {
    std::uint64_t count = 0;
    for (const SearchFigures& figures : result.figures) count += figures.schedules;
    return count;
}

QString foundText(const SearchResult& result) {
    const FoundFailure& found = *result.found;
    // It is the last strategy that found it.
    std::uint64_t number = found.number;
    for (std::size_t i = 0; i + 1 < result.figures.size(); ++i) number += result.figures[i].schedules;
    const auto steps = static_cast<std::uint64_t>(found.steps.size());
    QString text = found.stepsAtFirst > steps
                       ? SearchWords::tr("Found after %1; minimised from %2 to %3 with %4.")
                             .arg(schedulesText(number), countText(found.stepsAtFirst), stepsText(steps),
                                  switchesText(found.switches))
                       : SearchWords::tr("Found after %1: %2 with %3.")
                             .arg(schedulesText(number), stepsText(steps), switchesText(found.switches));
    if (found.isLeast)
        text += QLatin1Char(' ') + SearchWords::tr("No shorter schedule fails so.");
    return text;
}

QString confirmationText(const FoundFailure& found) {
    switch (found.confirmation) {
        case session::Confirmation::Confirmed:
            return SearchWords::tr("Confirmed: real tasks fail in the same way by it.");
        case session::Confirmation::Refuted:
            return SearchWords::tr("Not confirmed: %1.").arg(sentenceText(found.confirmationText));
        case session::Confirmation::Stopped:
            return SearchWords::tr("The search was stopped before real tasks had tried it.");
        case session::Confirmation::Untried:
            break;
    }
    return found.confirmationText.empty() ? SearchWords::tr("It was not tried with real tasks.")
                                          : SearchWords::tr("It could not be tried with real tasks: %1")
                                                .arg(sentenceText(found.confirmationText));
}

SearchVerdict foundVerdict(const SearchResult& result) {
    const FoundFailure& found = *result.found;
    return {headOf(found.kind), {detailOf(found), foundText(result), confirmationText(found)}, true};
}

SearchVerdict provedVerdict(const SearchResult& result) {
    const SearchFigures& figures = result.figures.back();
    const QString head = SearchWords::tr("Proved: no schedule fails");
    const QString ran = countText(figures.schedules);
    if (figures.equivalent + figures.abandoned == 0)
        return {head, {SearchWords::tr("With these parameters there are %1, and all were run.").arg(ran)}};
    const QString all = figures.interleavings ? aboutText(*figures.interleavings) : SearchWords::tr("many");
    return {
        head,
        {SearchWords::tr("With these parameters there are %1. %2 were run; each of the others comes to the "
                         "same as one of them.")
             .arg(all, ran)}};
}

QString worthOf(const SearchResult& result) {
    const SearchFigures& last = result.figures.back();
    if (last.preemptions)
        return *last.preemptions == 1
                   ? SearchWords::tr("Every schedule with at most 1 preemption was run; others may fail.")
                   : SearchWords::tr("Every schedule with at most %1 preemptions was run; others may fail.")
                         .arg(*last.preemptions);
    if (last.cut > 0)
        return SearchWords::tr("%1 went on for too long and were cut off: that proves nothing.")
            .arg(schedulesText(last.cut));
    if (const auto& all = result.figures.front().interleavings)
        return SearchWords::tr("That proves nothing: there are %1.").arg(aboutText(*all));
    return SearchWords::tr("That proves nothing: others may fail.");
}

}  // namespace

Term termOf(SearchStrategy strategy) {
    switch (strategy) {
        case SearchStrategy::Automatic:
            return {SearchWords::tr("Choose for me"),
                    SearchWords::tr("Exhaustive, for 20 s at the most; then random priorities.")};
        case SearchStrategy::Exhaustive:
            return {
                SearchWords::tr("Exhaustive"),
                SearchWords::tr("Of all schedules that come to the same, one. If none fails, it is proved.")};
        case SearchStrategy::Bounded:
            return {SearchWords::tr("Few preemptions first"),
                    SearchWords::tr("All without a preemption, then those with one, two, three.")};
        case SearchStrategy::Pct:
            return {SearchWords::tr("Random priorities"),
                    SearchWords::tr("Priorities that change twice (PCT): good where few steps in the wrong "
                                    "order are enough.")};
        case SearchStrategy::Random:
            return {SearchWords::tr("Random"), SearchWords::tr("Every choice is drawn.")};
    }
    return {};
}

QString aboutText(double count) {
    if (count < 1e6)
        return SearchWords::tr("about %1").arg(countText(static_cast<std::uint64_t>(std::llround(count))));
    if (!std::isfinite(count))
        return SearchWords::tr("more than 10%1").arg(superscript(308));
    auto exponent = static_cast<int>(std::floor(std::log10(count)));
    double mantissa = count / std::pow(10.0, exponent);
    if (mantissa >= 9.95) {
        mantissa = 1;
        ++exponent;
    }
    return SearchWords::tr("about %1 \u00b7 10%2")
        .arg(QString::number(mantissa, 'f', 1), superscript(exponent));
}

QString progressText(const session::SearchProgress& progress) {
    if (progress.isFound)
        return SearchWords::tr(
            "One that fails is found. It is made as short as possible, and run for real...");
    QString text = SearchWords::tr("%1 run").arg(schedulesText(progress.schedules));
    if (progress.equivalent > 0)
        text += SearchWords::tr(", others skipped at %1 places as equivalent")
                    .arg(countText(progress.equivalent));
    if (progress.interleavings)
        text += SearchWords::tr("; there are %1").arg(aboutText(*progress.interleavings));
    return text;
}

SearchVerdict verdictOf(const SearchResult& result, const session::SearchProgress& last) {
    if (result.found)
        return foundVerdict(result);
    if (result.error)
        return {SearchWords::tr("It could not be searched"), {errorText(*result.error)}, true};
    if (result.end == SearchEnd::Cancelled)
        return {SearchWords::tr("Stopped"),
                {SearchWords::tr("Nothing found in %1.")
                     .arg(schedulesText(std::max(schedulesOf(result), last.schedules)))}};
    if (result.figures.empty())
        return {};
    if (result.end == SearchEnd::Proved)
        return provedVerdict(result);
    return {SearchWords::tr("Nothing found"),
            {SearchWords::tr("None of %1 fails.").arg(schedulesText(schedulesOf(result))), worthOf(result)}};
}

}  // namespace heddle::ui
