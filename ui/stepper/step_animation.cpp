#include "ui/stepper/step_animation.h"

#include <QCoreApplication>
#include <QImage>
#include <QPainter>
#include <QSaveFile>

#include "engine/base/phrase.h"
#include "ui/models/words.h"
#include "ui/statediagram/diagram_picture.h"
#include "ui/stepper/gif_file.h"
#include "ui/stepper/history_layout.h"
#include "ui/stepper/step_words.h"
#include "ui/theme/theme_meanwhile.h"
#include "ui/timeline/picture.h"
#include "ui/waitgraph/graph_picture.h"

namespace heddle::ui {
namespace {

using session::NodeId;
using session::Position;

constexpr QSize kFrame{1280, 720};
constexpr int kHead = 84, kSide = 440;

struct AnimationWords {
    Q_DECLARE_TR_FUNCTIONS(Animation)
};

void paintHead(QPainter& painter, const Position& position, NodeId node, bool isLast, const QString& title) {
    const Theme& theme = Theme::current();
    QFont font = Theme::headingFont();
    font.setPixelSize(22);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(QPointF(24, 36), title);
    const QString verdict = isLast ? standingText(position) : QString();
    font.setPixelSize(18);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(verdict.isEmpty() ? theme.accent : theme.alarm);
    const QString step = stepText(*position.snapshot, (*position.history)[static_cast<std::size_t>(node)]);
    painter.drawText(QRectF(24, 48, kFrame.width() - 48, 28), Qt::AlignLeft | Qt::AlignVCenter,
                     verdict.isEmpty() ? step : step + QStringLiteral("   \u2014   ") + verdict);
    painter.setPen(QPen(theme.line, 1));
    painter.drawLine(QPointF(0, kHead), QPointF(kFrame.width(), kHead));
}

}  // namespace

std::size_t animationLength(const Position& position) {
    return std::min(wayTo(*position.history, position.current).size(), kMostAnimatedSteps) + 1;
}

QImage animationFrame(const Position& position, std::size_t step, const AnimationOptions& options) {
    const ThemeMeanwhile theme(options.theme);
    const model::Snapshot& snapshot = *position.snapshot;
    const std::vector<NodeId> way = wayTo(*position.history, position.current);
    const bool isLast = step == way.size();
    const NodeId node = step == 0 ? NodeId::Start : way[step - 1];
    const Instant end = model::beginOfStep(snapshot, static_cast<std::uint32_t>(step) + 1);
    const Moment moment(position.snapshot, isLast ? snapshot.now() : end - Duration{1});

    QImage frame(kFrame, QImage::Format_RGB32);
    frame.fill(Theme::current().background);
    QPainter painter(&frame);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHead(painter, position, node, isLast, options.title);

    PictureOptions timeline;
    timeline.width = kFrame.width() - kSide;
    timeline.height = kFrame.height() - kHead - 8;
    timeline.theme = options.theme;
    constexpr std::uint32_t kFewestColumns = 12;
    const auto columns = std::max(static_cast<std::uint32_t>(way.size()) + 1, kFewestColumns);
    timeline.range = TimeRange{snapshot.start(), model::beginOfStep(snapshot, columns)};
    timeline.until = end;
    painter.drawImage(QPointF(0, kHead + 4), timelineImage(snapshot, timeline));

    const double side = kFrame.width() - kSide, width = kSide - 20;
    paintDiagramPicture(painter, QRectF(side, kHead + 12, width, 300), moment,
                        {options.sevenStates, (*position.history)[static_cast<std::size_t>(node)].task});
    paintGraphPicture(painter, QRectF(side, kHead + 330, width, kFrame.height() - kHead - 350), moment, {});
    return frame;
}

Result<void> writeAnimation(const Position& position, const AnimationOptions& options, const QString& path,
                            const std::function<bool(std::size_t)>& goesOn) {
    const std::size_t steps = wayTo(*position.history, position.current).size();
    const std::size_t count = animationLength(position);
    const auto frameOf = [&](std::size_t i) {
        return animationFrame(position, steps + 1 - count + i, options);
    };
    // The last frame has all states that tasks have been in, those before it the ones that they are in.
    GifFile gif({frameOf(0), frameOf(count / 3), frameOf(count * 2 / 3), frameOf(count - 1)});
    for (std::size_t i = 0; i < count; ++i) {
        if (!goesOn(i))
            return {};
        gif.append(frameOf(i), i + 1 == count ? 3 * options.perStep : options.perStep);
    }
    const QByteArray bytes = gif.finish();
    const auto failed = [&path](std::string why, std::string wayOut) {
        return Error{Fault::BadInput, Phrase{"write animation '%1'", path.toStdString()}, std::move(why),
                     std::move(wayOut)};
    };
    if (bytes.isEmpty())
        return failed("there is not enough memory for it", "animate fewer steps");
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failed(file.errorString().toStdString(),
                      "choose a folder that you may write to, with room in it");
    return {};
}

}  // namespace heddle::ui
