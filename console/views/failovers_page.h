// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every failover the journal tells of, newest first, and the receipt of the chosen one, which can be copied or
// saved as text, CSV or PDF.
#pragma once

#include <QWidget>

#include "console/state/failover_receipt.h"
#include "console/views/view.h"

class QPushButton;

namespace orrery::console {

class ChoiceList;
class ReceiptPanel;
class StatePage;
class ToneLabel;

class FailoversPage : public QWidget {
    Q_OBJECT
public:
    explicit FailoversPage(const ViewContext& context, QWidget* parent = nullptr);

    void showSnapshot(const SnapshotPointer& snapshot);
    /// Chooses a receipt by its number; the newest when there is none of it.
    void choose(std::uint64_t number);
    /// The receipt shown; null without one.
    const FailoverReceipt* shown() const;
    /// Writes the shown receipt to `path`; its ending says how: .csv, .pdf, else text. Returns why not, or nothing.
    QString save(const QString& path) const;

Q_SIGNALS:
    /// A person asks to see the grid at that moment.
    void momentRequested(orrery::WallTime moment);

private:
    void fill();
    void showReceipt();
    void askWhereToSave();

    ViewContext m_context;
    SnapshotPointer m_snapshot = emptySnapshot();
    ReceiptBook m_book;
    std::uint64_t m_chosen = 0;   ///< 0: the newest.
    StatePage* m_empty;
    QWidget* m_page;
    ChoiceList* m_list;
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    ToneLabel* m_how;
    ReceiptPanel* m_panel;
    ToneLabel* m_message;
};

}  // namespace orrery::console
