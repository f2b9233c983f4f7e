// All keys on one page.
#pragma once

#include <QDialog>

namespace heddle::ui {

class KeysPage : public QDialog {
    Q_OBJECT
public:
    explicit KeysPage(QWidget* window);
};

}  // namespace heddle::ui
