// How the tables look: airy rows, quiet headers, no frames.
#pragma once

class QTreeView;

namespace heddle::ui {

// Call it again when the theme has changed.
void applyTableLook(QTreeView& table);

}  // namespace heddle::ui
