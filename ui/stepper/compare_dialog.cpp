#include "ui/stepper/compare_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/stepper/branch_comparison.h"
#include "ui/stepper/history_layout.h"
#include "ui/stepper/step_controller.h"
#include "ui/theme/theme.h"

namespace heddle::ui {

using session::NodeId;

CompareDialog::CompareDialog(const StepController& steps, NodeId through, QWidget* parent)
    : QDialog(parent),
      m_steps(steps),
      m_position(steps.position()),
      m_left(new QComboBox),
      m_right(new QComboBox),
      m_parting(new QLabel),
      m_rows(new QTreeWidget) {
    setWindowTitle(tr("Compare branches"));
    resize(720, 520);
    m_left->setAccessibleName(tr("First branch"));
    m_right->setAccessibleName(tr("Second branch"));
    m_rows->setAccessibleName(tr("Differences"));
    m_rows->setRootIsDecorated(false);
    m_rows->setFrameShape(QFrame::NoFrame);
    m_rows->setIndentation(12);
    m_rows->ensurePolished();  // the style sheet says how high a row is
    m_rows->setHeaderLabels({QString(), tr("First"), tr("Second")});
    for (const NodeId leaf : layOutHistory(*m_position->history, m_position->current).leaves) {
        // An end that nobody has stood at is one behind the present, in the middle of what still goes on.
        if (!m_steps.endOfBranch(leaf))
            continue;
        const QString text = branchText(*m_position->history, leaf, m_steps.endOfBranch(leaf));
        for (QComboBox* box : {m_left, m_right}) box->addItem(text, static_cast<uint>(leaf));
        const std::vector<NodeId> way = wayTo(*m_position->history, leaf);
        if (std::find(way.begin(), way.end(), through) != way.end())
            m_left->setCurrentIndex(m_left->count() - 1);
    }
    const int last = m_right->count() - 1;
    m_right->setCurrentIndex(m_left->currentIndex() == last ? std::max(0, last - 1) : last);

    auto* choice = new QHBoxLayout;
    choice->addWidget(m_left, 1);
    choice->addWidget(new QLabel(tr("and")));
    choice->addWidget(m_right, 1);
    m_parting->setFont(Theme::headingFont());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(14);
    column->addLayout(choice);
    column->addWidget(m_parting);
    column->addWidget(m_rows, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_left, &QComboBox::currentIndexChanged, this, &CompareDialog::compare);
    connect(m_right, &QComboBox::currentIndexChanged, this, &CompareDialog::compare);
    compare();
}

void CompareDialog::compare() {
    m_rows->clear();
    const auto endOf = [this](const QComboBox* box) {
        return m_steps.endOfBranch(static_cast<NodeId>(box->currentData().toUInt()));
    };
    const session::PositionPtr left = endOf(m_left), right = endOf(m_right);
    if (!left || !right || left == right) {
        m_parting->setText(tr("Choose two branches."));
        return;
    }
    const BranchComparison found = compareBranches(*left, *right);
    m_parting->setText(found.partsAfter == 0 ? tr("They part at the start.")
                                             : tr("They part after step %1.").arg(found.partsAfter));
    const auto add = [this](const QString& title, const std::vector<ComparedRow>& rows) {
        auto* heading = new QTreeWidgetItem(m_rows, {title});
        QFont bold = Theme::font();
        bold.setWeight(QFont::DemiBold);
        heading->setFont(0, bold);
        for (const ComparedRow& row : rows) new QTreeWidgetItem(heading, {row.what, row.left, row.right});
    };
    add(found.ends.empty() ? tr("At the end nothing differs") : tr("At the end"), found.ends);
    add(tr("On the way"), found.steps);
    m_rows->expandAll();
    for (int column = 0; column < 2; ++column) m_rows->resizeColumnToContents(column);
    m_rows->header()->resizeSection(1, std::max(m_rows->header()->sectionSize(1) + 24, 200));
}

}  // namespace heddle::ui
