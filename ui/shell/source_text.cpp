#include "ui/shell/source_text.h"

#include <QFile>

#include "engine/scenarios/library.h"

namespace heddle::ui {

QString sourceTextOf(const QString& file) {
    for (const scenarios::Scenario* scenario : scenarios::library()) {
        const scenarios::Source source = scenarios::sourceOf(scenario->id);
        if (source.file == file.toStdString())
            return QString::fromUtf8(source.text.data(), static_cast<qsizetype>(source.text.size()));
    }
    constexpr qint64 kLargestSource = 4 * 1024 * 1024;
    QFile onDisk{file};
    if (file.isEmpty() || !onDisk.open(QIODevice::ReadOnly) || onDisk.size() > kLargestSource)
        return {};
    return QString::fromUtf8(onDisk.readAll());
}

}  // namespace heddle::ui
