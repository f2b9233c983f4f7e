#include "ui/language/filled_in.h"

namespace heddle::ui {

QString filledIn(const QString& pattern, const std::function<QString(std::size_t)>& at) {
    QString text;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const int digit =
            pattern[i] == QLatin1Char('%') && i + 1 < pattern.size() ? pattern[i + 1].digitValue() : 0;
        const QString value = digit > 0 ? at(static_cast<std::size_t>(digit)) : QString{};
        if (value.isNull()) {
            text += pattern[i];
        } else {
            text += value;
            ++i;
        }
    }
    return text;
}

}  // namespace heddle::ui
