// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of the detail dock: the grid with its last failover, a unit, a partition, a link, an
// event, an alarm. A page shows a snapshot and says which actions its buttons want.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "console/state/failover_receipt.h"
#include "console/views/view.h"

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace orrery::console {

class ChoiceList;
class FactList;
class NoteCard;
class ReceiptPanel;
class Sparkline;
class ToneLabel;
class UnitLogPanel;
class UnitSettingsPanel;

/// Title, subtitle and a column of sections.
class DetailPage : public QWidget {
    Q_OBJECT
public:
    explicit DetailPage(const ViewContext& context, QWidget* parent = nullptr);

    /// Shows the chosen thing in `snapshot`, which must not be null and must hold a state.
    void refresh(const SnapshotPointer& snapshot) {
        m_shown = snapshot;
        show(*snapshot);
    }

Q_SIGNALS:
    void actionRequested(const orrery::model::Action& action);
    void viewRequested(orrery::console::ViewName view);
    /// A person asks to see the grid as it was then.
    void momentRequested(orrery::WallTime moment);

protected:
    virtual void show(const GridSnapshot& snapshot) = 0;
    const ViewContext& context() const { return m_context; }
    const SnapshotPointer& shown() const { return m_shown; }
    void setHeading(const QString& title, const QString& subtitle);
    ToneLabel* addSection(const QString& text);
    FactList* addFacts(const QString& section);
    NoteCard* addNote(const QString& section);
    /// `name` says what the curve shows; setCurveSpan() adds how far it reaches back.
    Sparkline* addCurve(const QString& name);
    /// All curves of this page reach back `span`.
    void setCurveSpan(Duration span);
    /// Puts `part` below what is there; it is owned by the page.
    void addWhole(QWidget* part);
    /// A row of buttons, to be hidden as a whole; ownership stays here.
    QWidget* addButtons(const std::vector<QPushButton*>& buttons);
    QPushButton* makeButton(const QString& text, const char* object);
    /// A button of an action, and whether what is shown is in a state for it.
    struct OfferedButton {
        QPushButton* button;
        bool fits;
    };
    /// Buttons of actions: enabled, or disabled and saying why not; absent where the mode, the source or the
    /// state of what is shown leaves no room for them.
    void offer(const std::vector<OfferedButton>& actions);
    /// "Last heard 12 s ago" while `freshness` is stale; hidden otherwise.
    void showStale(NoteCard* banner, Freshness freshness, Duration age);
    /// Scrolls the page until `part` of it is in sight.
    void bringIntoSight(QWidget* part);
    /// Must be the last call of a constructor.
    void finish();

private:
    /// Who reads what stands at the end goes on seeing it when what is above grows.
    void stayAtTheEnd();

    ViewContext m_context;
    SnapshotPointer m_shown = emptySnapshot();
    QScrollArea* m_scroll;
    bool m_isAtTheEnd = false;
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    QVBoxLayout* m_column;
    std::vector<std::pair<ToneLabel*, QString>> m_curveNames;
};

/// The grid as a whole, and the receipt of a failover: the last one, or one chosen among those before.
class GridPage : public DetailPage {
    Q_OBJECT
public:
    explicit GridPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    void showReceipts(const GridSnapshot& snapshot);
    void fillChoices(const GridSnapshot& snapshot);

    ReceiptBook m_book;
    std::shared_ptr<Redaction> m_naming;   ///< Under which the choices were filled.
    std::uint64_t m_chosen = 0;      ///< Number of a receipt; 0: the last.
    ReceiptPanel* m_receipt;
    ChoiceList* m_receipts;
    ToneLabel* m_receiptsHeading;
    QWidget* m_all;   ///< The button that leads to all receipts, with its row.
    FactList* m_grid;
    FactList* m_ledger;
};

/// One unit: the selected one, or one that the page was made for.
class UnitPage : public DetailPage {
    Q_OBJECT
public:
    explicit UnitPage(const ViewContext& context, QWidget* parent = nullptr);
    /// A page that stays with `unit`, for a window of its own.
    UnitPage(const ViewContext& context, UnitId unit, QWidget* parent);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    void build();
    void ask(model::ActionKind kind);
    void showIdentity(const GridSnapshot& snapshot, const UnitView& view, const model::UnitDescription& unit);
    void showConsequence(const GridSnapshot& snapshot, UnitId id);
    void showLoad(const GridSnapshot& snapshot, const UnitView& view);
    void showPump(const UnitView& view);
    void showLinks(const GridSnapshot& snapshot, UnitId id);
    void showEvents(const GridSnapshot& snapshot, UnitId id);
    void pinOrCompare();
    void openWindow(const std::vector<UnitId>& units);
    std::optional<UnitId> unit() const;

    std::optional<UnitId> m_fixed;
    std::optional<UnitId> m_pinned;
    std::string m_name;
    NoteCard* m_stale = nullptr;
    FactList* m_identity = nullptr;
    FactList* m_roles = nullptr;
    NoteCard* m_consequence = nullptr;
    FactList* m_heirs = nullptr;
    FactList* m_load = nullptr;
    Sparkline* m_requests = nullptr;
    Sparkline* m_lag = nullptr;
    Sparkline* m_memory = nullptr;
    FactList* m_links = nullptr;
    FactList* m_pump = nullptr;
    FactList* m_events = nullptr;
    UnitSettingsPanel* m_settings = nullptr;
    UnitLogPanel* m_log = nullptr;
    QPushButton* m_drain = nullptr;
    QPushButton* m_restart = nullptr;
    QPushButton* m_kill = nullptr;
    QPushButton* m_pin = nullptr;
};

class PartitionPage : public DetailPage {
    Q_OBJECT
public:
    explicit PartitionPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    void chooseTarget();
    void failOver();
    void showEvents(const GridSnapshot& snapshot);

    PartitionId m_partition;
    NoteCard* m_stale;
    FactList* m_copies;
    FactList* m_state;
    NoteCard* m_consequence;
    FactList* m_events;
    QPushButton* m_move;
    QPushButton* m_failover;
};

class LinkPage : public DetailPage {
    Q_OBJECT
public:
    explicit LinkPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    void showEnds(const GridSnapshot& snapshot, const LinkId& link);
    FactList* m_facts;
    Sparkline* m_lag;
    Sparkline* m_received;
    FactList* m_gaps;
};

class EventPage : public DetailPage {
    Q_OBJECT
public:
    explicit EventPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    WallTime m_at;
    FactList* m_facts;
    NoteCard* m_text;
};

class AlarmPage : public DetailPage {
    Q_OBJECT
public:
    explicit AlarmPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    FactList* m_facts;
    NoteCard* m_response;
};

}  // namespace orrery::console
