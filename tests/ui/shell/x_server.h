// An X server of its own with a window manager, and real keys and clicks on it.
//
// Thread rule: one thread. Life: what it started ends with it.
#pragma once

#include <QPoint>
#include <QProcess>
#include <QTemporaryDir>

namespace heddle::test {

class XServer {
public:
    ~XServer();

    // Empty: it runs. Else why it cannot.
    [[nodiscard]] QString start();
    // For programs that are to appear on it, with folders of their own.
    [[nodiscard]] const QProcessEnvironment& environment() const { return m_environment; }
    [[nodiscard]] QString filePath(const QString& name) const { return m_folder.filePath(name); }

    // Waits until the active window has such a name; its id.
    QString awaitWindow(const QString& pattern) const;
    // The output of a program that works on it.
    QString run(const QString& program, const QStringList& arguments) const;
    void key(const QString& name) const;
    void type(const QString& text) const;
    void click(QPoint onScreen, int button = 1) const;

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_x;
    QProcess m_manager;
};

}  // namespace heddle::test
