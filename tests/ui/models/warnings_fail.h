// A Qt warning that nobody expected is a failure: make one of these the first member of a test class, and
// call check() in cleanup().
#pragma once

#include <QStringList>
#include <QtGlobal>

namespace heddle::test {

class WarningsFail {
public:
    WarningsFail() { s_previous = qInstallMessageHandler(&WarningsFail::note); }
    ~WarningsFail() { qInstallMessageHandler(s_previous); }
    WarningsFail(const WarningsFail&) = delete;
    WarningsFail& operator=(const WarningsFail&) = delete;

    // What was warned of since the last call.
    [[nodiscard]] QStringList take() { return std::exchange(s_warnings, {}); }

private:
    static void note(QtMsgType type, const QMessageLogContext& context, const QString& text) {
        // What the machine lacks is no fault of the window's.
        const bool isEnvironment = text.contains(QLatin1String("XDG_RUNTIME_DIR")) ||
                                   text.contains(QLatin1String("propagateSizeHints"));
        if ((type == QtWarningMsg || type == QtCriticalMsg) && !isEnvironment)
            s_warnings.append(text);
        if (s_previous)
            s_previous(type, context, text);
    }

    static inline QtMessageHandler s_previous = nullptr;
    static inline QStringList s_warnings;
};

}  // namespace heddle::test
