// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list, a receipt, three buttons.
#include "console/views/failovers_page.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPdfWriter>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QTextDocument>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/views/receipt_document.h"
#include "console/views/receipt_panel.h"
#include "console/widgets/choice_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/state_page.h"

namespace orrery::console {
namespace {

constexpr int listWidth = 312;
constexpr int panelWidth = 560;

QString summaryOf(const FailoverReceipt& receipt) {
    const auto pause = receipt.phase(FailoverPhase::BackupsTookOver);
    QStringList parts{formatClock(receipt.at)};
    if (receipt.partitions > 0) {
        parts << FailoversPage::tr("%1 partitions").arg(receipt.partitions);
    }
    parts << (pause ? formatDuration(*pause).joined() : FailoversPage::tr("pause not known"));
    if (receipt.lostPartitions > 0) {
        parts << FailoversPage::tr("%1 lost").arg(receipt.lostPartitions);
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace

FailoversPage::FailoversPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_empty(new StatePage(this)), m_page(new QWidget(this)) {
    m_empty->setContent(QStringLiteral("failover"), tr("No failover seen"),
                        tr("When a unit dies, its receipt stands here: who found it, every phase in milliseconds, and "
                           "what became of the writes."));
    m_list = new ChoiceList(tr("Failovers"), m_page);
    m_list->setObjectName(QStringLiteral("operationsView.failovers"));
    m_list->setFixedWidth(listWidth);
    auto* right = new QWidget;
    right->setMaximumWidth(panelWidth);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, metrics::grid, 0);
    column->setSpacing(metrics::grid / 2);
    m_title = makeTitle(QString(), right);
    m_subtitle = makeExplanation(QString(), right);
    m_how = makeExplanation(QString(), right);
    m_panel = new ReceiptPanel(context, right);
    m_message = makeExplanation(QString(), right);
    auto* buttons = new QGridLayout;   // Two rows: large letters and long words need the room.
    buttons->setColumnStretch(2, 1);
    const auto add = [&](const QString& text, const char* name, auto&& run) {
        auto* button = new QPushButton(text, right);
        button->setObjectName(QLatin1String(name));
        const int number = buttons->count();
        buttons->addWidget(button, number / 2, number % 2, 1, number == 2 ? 2 : 1, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, run);
    };
    add(tr("Copy"), "operationsView.copyReceipt", [this] {
        if (const FailoverReceipt* receipt = shown()) {
            QApplication::clipboard()->setText(
                receiptText(*receipt, {m_snapshot.get(), operationBehind(*receipt, *m_context.actions)}));
            m_message->setText(tr("Copied as text."));
        }
    });
    add(tr("Save…"), "operationsView.saveReceipt", [this] { askWhereToSave(); });
    add(tr("Show that moment"), "operationsView.receiptMoment", [this] {
        if (const FailoverReceipt* receipt = shown()) {
            Q_EMIT momentRequested(receipt->receivedAt.wall);
        }
    });
    for (QWidget* label : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_subtitle),
                           static_cast<QWidget*>(m_how), static_cast<QWidget*>(m_panel)}) {
        column->addWidget(label);
    }
    column->addSpacing(metrics::margin);
    column->addLayout(buttons);
    column->addWidget(m_message);
    column->addStretch();
    auto* scroll = new QScrollArea(m_page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(right);
    right->setAutoFillBackground(false);   // setWidget() fills it.
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(m_page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::margin * 2);
    row->addWidget(m_list);
    row->addWidget(scroll, 1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_page, 1);
    whole->addWidget(m_empty, 1);
    connect(m_list, &ChoiceList::chosen, this, [this](int place) {
        const auto& receipts = m_book.receipts();
        choose(receipts[receipts.size() - 1 - static_cast<std::size_t>(place)].number);
    });
    fill();
}

void FailoversPage::showSnapshot(const SnapshotPointer& snapshot) {
    m_snapshot = snapshot;
    if (m_book.read(snapshot->events)) {
        fill();
    }
    showReceipt();
}

const FailoverReceipt* FailoversPage::shown() const {
    const FailoverReceipt* chosen = m_book.find(m_chosen);
    return chosen ? chosen : m_book.newest();
}

void FailoversPage::choose(std::uint64_t number) {
    m_chosen = number;
    m_message->clear();
    showReceipt();
}

void FailoversPage::fill() {
    const auto& receipts = m_book.receipts();
    m_empty->setVisible(receipts.empty());
    m_page->setVisible(!receipts.empty());
    std::vector<ChoiceRow> rows;
    int chosen = 0;
    for (auto receipt = receipts.rbegin(); receipt != receipts.rend(); ++receipt) {
        chosen = receipt->number == m_chosen ? static_cast<int>(rows.size()) : chosen;
        rows.push_back({receiptTitle(*receipt, *m_snapshot), summaryOf(*receipt), QStringLiteral("failover")});
    }
    m_list->setRows(rows);
    m_list->setChosen(rows.empty() ? -1 : chosen);
}

void FailoversPage::showReceipt() {
    const FailoverReceipt* receipt = shown();
    if (!receipt) {
        return;
    }
    m_title->setText(receiptTitle(*receipt, *m_snapshot));
    m_subtitle->setText(receiptSubtitle(*receipt));
    m_how->setText(receipt->how);
    m_panel->show(*receipt, *m_snapshot);
}

void FailoversPage::askWhereToSave() {
    const FailoverReceipt* receipt = shown();
    if (!receipt) {
        return;
    }
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the receipt"), QStringLiteral("failover-%1.pdf").arg(receipt->number),
        tr("PDF (*.pdf);;CSV (*.csv);;Text (*.txt)"));
    if (!path.isEmpty()) {
        const QString why = save(path);
        m_message->setText(why.isEmpty() ? tr("Saved as %1").arg(path) : why);
    }
}

QString FailoversPage::save(const QString& path) const {
    const FailoverReceipt* receipt = shown();
    if (!receipt) {
        return tr("There is no receipt to save.");
    }
    const ReceiptContext context{m_snapshot.get(), operationBehind(*receipt, *m_context.actions)};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return tr("%1 cannot be written: %2").arg(path, file.errorString());
    }
    if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) {
        QPdfWriter writer(&file);
        writer.setTitle(receiptTitle(*receipt, *m_snapshot));
        receiptDocument(*receipt, context)->print(&writer);
    } else {
        const bool table = path.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive);
        file.write((table ? receiptCsv(*receipt, context) : receiptText(*receipt, context)).toUtf8());
    }
    return file.flush() && file.commit() ? QString() : tr("%1 cannot be written: %2").arg(path, file.errorString());
}

}  // namespace orrery::console
