// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the console's picture comes from: a live grid, a recording, a simulated grid. All
// views know only what a source's batches make of a SnapshotStore, so whatever works live works
// replayed.
//
// A source object lives in the user interface's thread and never blocks it. Work is done on a
// worker thread of the source's own; batchReceived() is emitted on that thread, all other signals
// in the thread of the object.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "console/state/contact.h"
#include "console/state/picture_pace.h"
#include "console/state/stream_batch.h"
#include "shared/model/grid_event.h"
#include "shared/model/grid_state.h"
#include "shared/model/plan.h"
#include "shared/model/unit_reading.h"

namespace orrery::console {

enum class SourceKind { Live, Recording, Simulated };

/// How a question about an action ended.
enum class PlanOutcome {
    Planned,      ///< `plan` is set.
    Refused,      ///< The grid said no; `why` holds its words.
    Unavailable,  ///< Not reached or no answer in time; nothing was changed. Ask again.
};

struct PlanAnswer {
    PlanOutcome outcome = PlanOutcome::Unavailable;
    std::optional<model::Plan> plan;
    QString why;
};

/// How carrying an action out ended. Unknown is never shown as failed or done.
enum class ActionOutcome {
    Done,       ///< The control log holds it, at `epoch`.
    Refused,    ///< Not applied; `why` holds the grid's words.
    StalePlan,  ///< Not applied: the table has changed since the plan. Plan again.
    NotSent,    ///< Not applied: no connection.
    Unknown,    ///< Sent, and the answer was lost: it may or may not have been applied.
};

struct ActionAnswer {
    ActionOutcome outcome = ActionOutcome::Unknown;
    Epoch epoch;       ///< Done: the control-log index.
    std::string unit;  ///< AddUnit done: the new unit's name.
    QString why;
};

/// Where a unit's queue can be asked for: the table's own words about the unit.
struct QueueQuestion {
    UnitId unit;
    std::string name;        ///< Of the unit.
    model::Endpoint client;  ///< Its RESP port.
    PartitionId partition;
    friend bool operator==(const QueueQuestion&, const QueueQuestion&) = default;
};

/// A change that waits for the store: what it is, not what it holds.
struct QueuedItem {
    std::string key;
    std::string change;  ///< "put-string", "remove": the unit's word.
    Sequence sequence;
    std::optional<Duration> age;  ///< Since it was committed; none: the unit does not tell.
    friend bool operator==(const QueuedItem&, const QueuedItem&) = default;
};

enum class QueueOutcome {
    Answered,
    Refused,      ///< The unit said no; `why` holds its words.
    Unavailable,  ///< Not reached or no answer in time.
    NotRecorded,  ///< The source holds figures of queues and not their items.
};

struct QueueAnswer {
    QueueOutcome outcome = QueueOutcome::Unavailable;
    std::vector<QueuedItem> items;  ///< Oldest first; at most 100.
    QString why;                    ///< Of every outcome but Answered.
    std::optional<std::uint64_t> queued;  ///< Of the partition in all; none: not told.
};

/// What is read of a unit beyond its figures.
enum class UnitReading { Settings, Log };

struct UnitQuestion {
    UnitReading what = UnitReading::Settings;
    std::string name;        ///< Of the unit.
    model::Endpoint agent;   ///< RESP port of who knows: of settings the controller, of the log its host's agent.
    std::size_t lines = 0;   ///< Of the log, 1 .. 500.
    friend bool operator==(const UnitQuestion&, const UnitQuestion&) = default;
};

enum class UnitOutcome {
    Answered,
    Refused,      ///< The agent said no; `why` holds its words.
    Unavailable,  ///< Not reached or no answer in time.
    OlderGrid,    ///< The agent is of a version that does not know the question.
    NotRecorded,  ///< The source holds figures of units and not these.
};

struct UnitAnswer {
    UnitOutcome outcome = UnitOutcome::Unavailable;
    std::optional<model::UnitSettings> settings;  ///< Answered, if they were asked for.
    std::optional<model::UnitLog> log;            ///< The same.
    QString why;                                  ///< Of every outcome but Answered.
};

enum class HistoryOutcome {
    Answered,
    Refused,      ///< The grid said no; `why` holds its words.
    Unavailable,  ///< Not reached or no answer in time.
    NotKept,      ///< The source has nobody to ask: what it shows is all there is.
};

/// A page of what operators asked for and how it ended, by the grid's own memory.
struct HistoryAnswer {
    /// Events of a page, if the grid holds so many.
    static constexpr std::size_t page = 1000;

    HistoryOutcome outcome = HistoryOutcome::Unavailable;
    std::vector<model::GridEvent> events;  ///< By number; fewer than `page`: the last page.
    QString why;                           ///< Of every outcome but Answered.
};

/// Names one question; unique within a source.
using RequestNumber = std::uint64_t;

class GridSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~GridSource() override = default;

    virtual SourceKind kind() const = 0;
    /// For the window title: addresses of a live grid, name of a file.
    virtual QString title() const = 0;
    /// Starts delivering. Batches may come before this returns.
    virtual void start() = 0;
    /// Ends the worker; no batch comes after this has returned. Waits at most for the batch in
    /// hand.
    virtual void stop() = 0;
    /// False: there is nothing to act on (a recording), so actions are not offered at all.
    virtual bool canAct() const = 0;
    /// How closely samples need be read from now on, once started; until somebody says it all of them are.
    /// What a live grid's source does not read stands in StreamBatch::unread. A recording that nobody sees is
    /// not read at all: no batches come, and when it is seen again it is shown where it has got to. A source
    /// may read everything at any pace.
    virtual void setPace(PicturePace) {}
    /// Which samples need come at all, once started; until somebody says it, every one. A source may bring more.
    virtual void setNeed(SampleNeed) {}

    /// Asks what `action` would do. planAnswered() follows with the number returned, always.
    virtual RequestNumber requestPlan(const model::Action& action);
    /// Asks to do what `plan` says, refused when the table has changed since. `by` is who asks,
    /// `reason` why; both stand in the journal. actionAnswered() follows with the number returned,
    /// always.
    virtual RequestNumber carryOut(const model::Plan& plan, const QString& by,
                                   const QString& reason);
    /// Asks for the oldest items of a partition's queue. queueAnswered() follows with the number
    /// returned, always; a source that cannot know answers NotRecorded.
    virtual RequestNumber requestQueue(const QueueQuestion& question);
    /// Asks for a unit's settings or the end of its log. unitAnswered() follows with the number returned,
    /// always; a source that cannot know answers NotRecorded.
    virtual RequestNumber requestUnit(const UnitQuestion& question);
    /// Asks for the actions of the grid's journal from event `from` (1 or more) on. historyAnswered()
    /// follows with the number returned, always; a source that has no grid answers NotKept.
    virtual RequestNumber requestHistory(std::uint64_t from);

Q_SIGNALS:
    /// A batch is there. Emitted on the worker thread: connect with Qt::DirectConnection to
    /// something thread-safe (SnapshotStore::accept, Recorder::accept).
    void batchReceived(const orrery::console::StreamBatchPointer& batch);
    void contactChanged(const orrery::console::Contact& contact);
    void planAnswered(quint64 request, const orrery::console::PlanAnswer& answer);
    void actionAnswered(quint64 request, const orrery::console::ActionAnswer& answer);
    void queueAnswered(quint64 request, const orrery::console::QueueAnswer& answer);
    void unitAnswered(quint64 request, const orrery::console::UnitAnswer& answer);
    void historyAnswered(quint64 request, const orrery::console::HistoryAnswer& answer);

protected:
    RequestNumber nextRequest() { return ++m_lastRequest; }

private:
    RequestNumber m_lastRequest = 0;
};

}  // namespace orrery::console

Q_DECLARE_METATYPE(orrery::console::PlanAnswer)
Q_DECLARE_METATYPE(orrery::console::ActionAnswer)
Q_DECLARE_METATYPE(orrery::console::QueueAnswer)
Q_DECLARE_METATYPE(orrery::console::UnitAnswer)
Q_DECLARE_METATYPE(orrery::console::HistoryAnswer)
