#include "ui/timeline/transfer_arrows.h"

#include <QCoreApplication>
#include <QLineF>

#include "ui/models/time_text.h"
#include "ui/models/words.h"

namespace heddle::ui {

namespace {

constexpr std::size_t kMostAtOnce = 120;
// Messages that are on their way while others that were sent later have come already.
constexpr std::size_t kMostOvertaken = 256;

// The first transfer whose receiving may lie at or after `time`.
std::size_t firstReceivedFrom(const model::Series<model::Transfer>& transfers, Instant time) {
    std::size_t low = 0, high = transfers.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (transfers[middle].received < time)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

}  // namespace

std::vector<TransferArrow> transferArrows(const model::Snapshot& snapshot, const LaneLayout& layout,
                                          const TimeScale& scale) {
    const model::Series<model::Transfer> transfers = snapshot.transfers();
    const std::size_t none = layout.lanes().size();
    std::vector<TransferArrow> arrows;
    std::size_t later = 0;
    for (std::size_t i = firstReceivedFrom(transfers, scale.range.from); i < transfers.size(); ++i) {
        const model::Transfer& transfer = transfers[i];
        if (transfer.received > scale.range.to && ++later > kMostOvertaken)
            break;
        const std::size_t from = layout.indexOf(transfer.sender), to = layout.indexOf(transfer.receiver);
        if (transfer.sent > scale.range.to || from == none || to == none || from == to)
            continue;
        if (arrows.size() == kMostAtOnce)
            return {};
        const Lane &sender = layout.lanes()[from], &receiver = layout.lanes()[to];
        const bool isDown = receiver.top > sender.top;
        arrows.push_back({{scale.xOf(transfer.sent), sender.top + sender.height * 0.5},
                          {scale.xOf(transfer.received), isDown ? receiver.top + receiver.height * 0.2
                                                                : receiver.bottom() - receiver.height * 0.14},
                          i});
    }
    return arrows;
}

const TransferArrow* arrowAt(const std::vector<TransferArrow>& arrows, const QPointF& at) {
    constexpr double kReach = 4;
    for (const TransferArrow& arrow : arrows) {
        const QPointF way = arrow.tip - arrow.tail;
        const double length = QPointF::dotProduct(way, way);
        const double share =
            length > 0 ? std::clamp(QPointF::dotProduct(at - arrow.tail, way) / length, 0.0, 1.0) : 0;
        if (QLineF(at, arrow.tail + share * way).length() <= kReach)
            return &arrow;
    }
    return nullptr;
}

QString transferWord() {
    return QCoreApplication::translate("Timeline", "message");
}

QString transferText(const model::Snapshot& snapshot, const model::Transfer& transfer) {
    const auto tr = [](const char* text, int n = -1) {
        return QCoreApplication::translate("Timeline", text, nullptr, n);
    };
    const QString what = tr("%1 sent %n bytes to %2", static_cast<int>(transfer.bytes))
                             .arg(nameText(snapshot, transfer.sender), nameText(snapshot, transfer.receiver));
    const model::ObjectInfo* channel = snapshot.object(transfer.channel);
    const QString way = tr("through %1, on its way for %2")
                            .arg(nameText(snapshot, transfer.channel),
                                 durationText(std::max(transfer.received - transfer.sent, Duration{})));
    return channel ? what + QLatin1Char('\n') + termOf(channel->kind).word + QStringLiteral(": ") + way
                   : what;
}

}  // namespace heddle::ui
