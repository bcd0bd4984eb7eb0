// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A section of a unit's page that is read from the grid while it is in sight: its heading with the buttons, a line
// that says what was read and how long ago, or why nothing was, and below it what the two kinds show.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <utility>

#include "console/actions/unit_reader.h"
#include "console/views/view.h"

class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class ToneLabel;

/// Where a unit's page stands: beside a view, showing what the view shows, or in a window of its own, showing now.
enum class PageRoom { Dock, Window };

class UnitReadingPanel : public QWidget {
    Q_OBJECT
public:
    /// Shows this unit's, as far as it is known; asks for it when the section is in sight.
    void showUnit(const SnapshotPointer& snapshot, UnitId unit);

protected:
    /// `object` names the section and its buttons to tests.
    UnitReadingPanel(const ViewContext& context, UnitReading what, PageRoom room, const QString& title,
                     const char* object, QWidget* parent);

    /// The lines of a log to ask for; meaningless for settings.
    virtual std::size_t wantedLines() const { return 0; }
    /// Shows what was read; null: nothing is known, or it is not of the moment on screen.
    virtual void showReading(const UnitAnswer* reading) = 0;
    /// A sentence or two about what was read.
    virtual QString summary(const UnitAnswer& reading) const = 0;
    /// What the copy button puts on the clipboard.
    virtual QString copied(const UnitAnswer& reading) const = 0;

    PageRoom room() const { return m_room; }
    const GridSnapshot& snapshot() const { return *m_snapshot; }
    QVBoxLayout* column() { return m_column; }
    ToneLabel* status() { return m_status; }
    /// Brings the line above up to date, and what was read when it is another.
    void refresh();
    /// The same, and shows what was read anew in any case.
    void showAgain();
    void hideEvent(QHideEvent* event) override;

private:
    std::optional<UnitQuestion> question() const;
    bool isOfThePast() const;
    bool isRecorded() const;
    QString hostOfUnit() const;
    QString whyNothing() const;
    QString wordsOf(const UnitAnswer& problem) const;
    void copy();

    ViewContext m_context;
    UnitReading m_what;
    PageRoom m_room;
    UnitReader m_reader;
    SnapshotPointer m_snapshot = emptySnapshot();
    UnitId m_unit;
    /// What showReading() was called with last: number of the reading (0: none), names.
    std::optional<std::pair<std::uint64_t, std::shared_ptr<Redaction>>> m_rendered;
    ToneLabel* m_status;
    QPushButton* m_again;
    QPushButton* m_copy;
    QVBoxLayout* m_column;
};

}  // namespace orrery::console
