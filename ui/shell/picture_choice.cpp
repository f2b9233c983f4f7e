#include "ui/shell/picture_choice.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/inspector/object_painter.h"
#include "ui/models/view_state.h"
#include "ui/statediagram/diagram_picture.h"
#include "ui/stepper/event_picture.h"
#include "ui/waitgraph/graph_picture.h"

namespace heddle::ui {
namespace {

constexpr int kMargin = 16;
constexpr int kMostNatural = 8'000;

struct PictureNames {
    Q_DECLARE_TR_FUNCTIONS(PictureNames)
};

using PaintInstant = std::function<void(QPainter&, const QRectF& room, const MomentPtr&)>;
using HeightFor = std::function<int(int width, const MomentPtr&)>;

// What stands at the instant that is shown: made for half a slide.
PictureChoice ofInstant(const ViewState& view, const QString& name, HeightFor height, PaintInstant paint) {
    return {name, false, 800,
            [&view, height = std::move(height), paint = std::move(paint)](const PictureOptions& options,
                                                                          const QString& path) {
                const MomentPtr moment = view.moment();
                const QSize size(options.width, height(options.width, moment));
                const QRectF room = QRectF(QPointF(), size).adjusted(kMargin, kMargin, -kMargin, -kMargin);
                return writePictureFile(path, {size, options.scale, options.format, options.title},
                                        options.theme,
                                        [&](QPainter& painter) { paint(painter, room, moment); });
            }};
}

int landscape(int width, const MomentPtr&) {
    return width * 11 / 16;
}

int heightOfObjects(int, const MomentPtr& moment) {
    return std::min(kMostNatural, objectsPictureHeight(*moment) + 2 * kMargin);
}

}  // namespace

std::vector<PictureChoice> pictureChoices(const ViewState& view, const session::PositionPtr& position) {
    std::vector<PictureChoice> choices;
    choices.push_back({PictureNames::tr("The timeline"), true, 1600,
                       [&view](const PictureOptions& options, const QString& path) {
                           return writePicture(*view.snapshot(), options, path);
                       }});
    choices.push_back(ofInstant(
        view, PictureNames::tr("The state diagram"), landscape,
        [&view](QPainter& painter, const QRectF& room, const MomentPtr& moment) {
            paintDiagramPicture(painter, room, *moment, {view.isSevenState(), view.selection().task});
        }));
    choices.push_back(ofInstant(view, PictureNames::tr("Who waits for whom"), landscape,
                                [&view](QPainter& painter, const QRectF& room, const MomentPtr& moment) {
                                    paintGraphPicture(painter, room, *moment, view.selection());
                                }));
    choices.push_back(ofInstant(view, PictureNames::tr("The objects"), heightOfObjects,
                                [&view](QPainter& painter, const QRectF& room, const MomentPtr& moment) {
                                    paintObjectsPicture(painter, room, moment, view.selection().task);
                                }));
    if (position)
        choices.push_back({PictureNames::tr("The events"), true, 0,
                           [position](const PictureOptions& options, const QString& path) {
                               return writeEventPicture(position, options.range,
                                                        {{}, options.scale, options.format, options.title},
                                                        options.theme, path);
                           }});
    return choices;
}

}  // namespace heddle::ui
