#include "ui/stepper/event_picture.h"

#include <QPainter>
#include <algorithm>

#include "engine/base/phrase.h"
#include "engine/model/step_time.h"
#include "ui/stepper/event_list_model.h"
#include "ui/theme/table_picture.h"

namespace heddle::ui {
namespace {

constexpr int kMargin = 18;
constexpr int kTitleHeight = 34;

struct Rows {
    int first = 0, end = 0;
};

// Row k is step k + 1.
Rows rowsIn(const EventListModel& model, const model::Snapshot& snapshot,
            const std::optional<TimeRange>& range) {
    Rows rows{0, model.rowCount()};
    const auto beginOf = [&](int row) {
        return model::beginOfStep(snapshot, static_cast<std::uint32_t>(row) + 1);
    };
    while (range && rows.first < rows.end && beginOf(rows.first) < range->from) ++rows.first;
    while (range && rows.first < rows.end && beginOf(rows.end - 1) >= range->to) --rows.end;
    return rows;
}

}  // namespace

Result<void> writeEventPicture(const session::PositionPtr& position, const std::optional<TimeRange>& range,
                               PictureSheet sheet, Theme::Mode mode, const QString& path) {
    EventListModel model;
    model.setPosition(position);
    const Rows rows = rowsIn(model, *position->snapshot, range);
    if (rows.first == rows.end)
        return unusablePicture(path, "there is no step in that range",
                               "choose the whole run, or make a step");
    const TablePicture table{model, rows.first, rows.end};
    const int top = sheet.title.isEmpty() ? kMargin : kMargin + kTitleHeight;
    sheet.size = table.size() + QSize(2 * kMargin, top + kMargin);
    if (std::max(sheet.size.width(), sheet.size.height()) * std::max(1.0, sheet.scale) > kMostPicturePixels)
        return unusablePicture(
            path, Phrase{"%1 steps are too many for one picture", rows.end - rows.first},
            "zoom the timeline to some of them and export what is visible, or choose a smaller scale");
    return writePictureFile(path, sheet, mode, [&](QPainter& painter) {
        painter.setPen(Theme::current().text);
        painter.setFont(Theme::headingFont());
        painter.drawText(QRect(kMargin, kMargin - 6, table.size().width(), kTitleHeight),
                         Qt::AlignVCenter | Qt::TextSingleLine, sheet.title);
        painter.translate(kMargin, top);
        table.paint(painter);
    });
}

}  // namespace heddle::ui
