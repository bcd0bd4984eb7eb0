// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/views/recordings_view.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/views/view_support.h"
#include "console/widgets/data_table.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/run_label.h"
#include "console/widgets/wrap_row.h"

namespace orrery::console {
namespace {

QString listMarks(const RecordingInfo& info) {
    QStringList marks;
    if (!info.error.isEmpty()) {
        marks.push_back(info.error);
    }
    if (info.gaps > 0) {
        marks.push_back(
            RecordingsView::tr("%n damaged places", nullptr, static_cast<int>(info.gaps)));
    }
    if (info.naming == Naming::Replaced) {
        marks.push_back(RecordingsView::tr("names replaced"));
    }
    return marks.join(QStringLiteral(", "));
}

PlainTableModel::Row rowOf(const RecordingInfo& info) {
    PlainTableModel::Row row;
    row.key = info.path;
    row.priority = info.error.isEmpty() ? (info.gaps > 0 ? 3 : 0) : 2;
    const bool isKnown = info.error.isEmpty();
    row.cells = {info.name,
                 isKnown ? info.gridName : unknownText(),
                 isKnown ? formatDateTime(info.begin.wall) : unknownText(),
                 isKnown ? formatElapsed(info.end.at - info.begin.at) : unknownText(),
                 formatBytes(info.bytes).joined(),
                 isKnown ? formatCount(info.events) : unknownText(),
                 isKnown ? info.product : unknownText(),
                 listMarks(info)};
    return row;
}

/// A file's name, its grid and its trouble are a person's own words.
PlainTableModel::Row renamed(PlainTableModel::Row row, std::size_t number) {
    row.cells[0] = RecordingsView::tr("recording %1").arg(number);
    row.cells[1] = QLatin1String(Redaction::gridName);
    row.cells.back() = Redaction::removedIfAny(row.cells.back());
    return row;
}

QString momentText(const SnapshotPointer& snapshot, const GridSnapshot& shown) {
    return snapshot ? shownText(shown, QString::fromStdString(snapshot->state->name)) + QStringLiteral("  ") +
                          formatDateTime(snapshot->now.wall)
                    : RecordingsView::tr("not pinned yet");
}

CellLook lookOfList(const QModelIndex& index) {
    constexpr int marksColumn = 7;
    CellLook look = lookOf(index);
    const int priority = index.data(PlainTableModel::UrgencyRole).toInt();
    if (index.column() == marksColumn && priority > 0) {
        look.mark = static_cast<Urgency>(priority);
    }
    return look;
}

}  // namespace

RecordingsView::RecordingsView(const ViewContext& context, QWidget* parent)
    : View(tr("Recordings"), context, parent),
      m_list({tr("Name"), tr("Grid"), tr("Begins"), tr("Length"), tr("Size"), tr("Events"),
              tr("Written by"), tr("Remarks")},
             {2, 3, 4, 5}),
      m_compared({tr("Subject"), tr("What"), tr("A"), tr("B"), tr("Change")}, {4}),
      m_table(new DataTable(this)),
      m_differencesTable(new DataTable(this)),
      m_ring(new RunLabel(this)) {
    setObjectName(QStringLiteral("recordingsView"));
    buildHeader();
    buildTable();
    buildEdit();
    buildComparison();
    showButtons();
    showComparison();
}

void RecordingsView::buildHeader() {
    m_ring->setAlignment(Qt::AlignRight);
    header()->addWidget(m_ring, 1);
    auto* other = new QPushButton(icon(QStringLiteral("open-recording")), tr("Open a file…"), this);
    other->setObjectName(QStringLiteral("recordingsView.choose"));
    header()->addWidget(other);
    connect(other, &QPushButton::clicked, this, &RecordingsView::chooseRequested);
}

void RecordingsView::buildTable() {
    m_table->setObjectName(QStringLiteral("recordingsView.table"));
    m_table->setAccessibleName(tr("Recordings"));
    m_table->setModel(&m_list);
    const auto figure = [](int width) { return ColumnPlan{width, CellType::Figure}; };
    m_table->setColumns({{240, CellType::Text, true},
                         {130, CellType::Text, false, 750},
                         figure(190),
                         figure(84),
                         figure(92),
                         {76, CellType::Figure, false, 830},
                         {130, CellType::Text, false, 1160},
                         {200, CellType::Text, true, 1030}});
    m_table->setLook(lookOfList);
    m_table->setEmptyText(tr("No recording yet. Press Record in the time line, or open a file."));
    m_table->setMinimumHeight(metrics::header + 2 * metrics::row);
    body()->addWidget(m_table, 1);
    connect(m_table, &DataTable::opened, this, [this](const QModelIndex& index) {
        Q_EMIT openRequested(index.data(PlainTableModel::KeyRole).toString());
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        closeEdit();
        showButtons();
    });
}

void RecordingsView::buildEdit() {
    auto* line = new WrapBox(this);
    WrapRow* row = line->row();
    const auto button = [&](const QString& text, const char* object,
                            void (RecordingsView::*run)()) {
        auto* made = new QPushButton(text, this);
        made->setObjectName(QLatin1String(object));
        connect(made, &QPushButton::clicked, this, run);
        row->addWidget(made);
        return made;
    };
    m_open = new QPushButton(tr("Open"), this);
    m_open->setObjectName(QStringLiteral("recordingsView.open"));
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT openRequested(chosenPath()); });
    row->addWidget(m_open);
    m_rename = button(tr("Rename…"), "recordingsView.rename", &RecordingsView::askName);
    m_replaceNames = button(tr("Save with names replaced"), "recordingsView.replaceNames",
                            &RecordingsView::saveRenamed);
    m_remove = button(tr("Remove…"), "recordingsView.remove", &RecordingsView::askRemoval);
    m_message = makeExplanation(QString(), this);
    m_message->setObjectName(QStringLiteral("recordingsView.message"));
    row->addWidget(m_message, 1);
    body()->addSpacing(metrics::scaled(8));
    body()->addWidget(line);
    m_editRow = new QWidget(this);
    auto* column = new QVBoxLayout(m_editRow);
    column->setContentsMargins(0, metrics::grid, 0, 0);
    auto* editLine = new WrapBox(m_editRow);
    column->addWidget(editLine);
    WrapRow* edit = editLine->row();
    m_editText = makeText(QString(), m_editRow);
    m_name = new QLineEdit(m_editRow);
    m_name->setObjectName(QStringLiteral("recordingsView.name"));
    m_name->setFixedWidth(metrics::scaled(320));
    m_confirm = new QPushButton(m_editRow);
    m_confirm->setObjectName(QStringLiteral("recordingsView.confirm"));
    auto* cancel = new QPushButton(tr("Cancel"), m_editRow);
    cancel->setObjectName(QStringLiteral("recordingsView.cancel"));
    for (QWidget* part : {static_cast<QWidget*>(m_editText), static_cast<QWidget*>(m_name),
                          static_cast<QWidget*>(cancel), static_cast<QWidget*>(m_confirm)}) {
        edit->addWidget(part);
    }
    edit->addStretch();
    m_editRow->hide();
    body()->addWidget(m_editRow);
    connect(m_confirm, &QPushButton::clicked, this, &RecordingsView::confirmEdit);
    connect(m_name, &QLineEdit::returnPressed, this, &RecordingsView::confirmEdit);
    connect(cancel, &QPushButton::clicked, this, &RecordingsView::closeEdit);
}

void RecordingsView::buildComparison() {
    body()->addSpacing(metrics::scaled(20));
    body()->addWidget(makeSection(tr("Two moments side by side"), this));
    body()->addSpacing(metrics::scaled(8));
    auto* line = new WrapBox(this);
    WrapRow* row = line->row();
    const auto pin = [&](const QString& text, const char* object, void (RecordingsView::*run)()) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(object));
        connect(button, &QPushButton::clicked, this, run);
        auto* label = makeFigure(QString(), this);
        auto* pair = new QHBoxLayout;
        pair->setSpacing(metrics::gap);
        pair->addWidget(button);
        pair->addWidget(label);
        row->addLayout(pair);
        return label;
    };
    m_firstText =
        pin(tr("Pin this moment as A"), "recordingsView.pinFirst", &RecordingsView::pinFirst);
    row->addSpacing(metrics::scaled(24));
    m_secondText =
        pin(tr("Pin this moment as B"), "recordingsView.pinSecond", &RecordingsView::pinSecond);
    row->addStretch();
    body()->addWidget(line);
    body()->addSpacing(metrics::scaled(8));
    m_differencesTable->setObjectName(QStringLiteral("recordingsView.differences"));
    m_differencesTable->setAccessibleName(tr("What differs between A and B"));
    m_differencesTable->setModel(&m_compared);
    m_differencesTable->setColumns({{240},
                                    {120},
                                    {240, CellType::Text, true},
                                    {240, CellType::Text, true},
                                    {120, CellType::Figure}});
    m_differencesTable->setLook([](const QModelIndex& index) { return lookOf(index); });
    m_differencesTable->setEmptyText(
        tr("Pin a moment as A, move the time line or open another recording, pin B."));
    m_differencesTable->setMinimumHeight(metrics::header + 2 * metrics::row);
    body()->addWidget(m_differencesTable, 1);
}

void RecordingsView::setShelf(RecordingShelf* shelf) {
    m_shelf = shelf;
    connect(shelf, &RecordingShelf::listed, this, &RecordingsView::showList);
    connect(shelf, &RecordingShelf::copied, this, [this](const QString& path, const QString& why) {
        say(why.isEmpty() ? tr("Saved: %1").arg(path) : tr("Not saved: %1").arg(why));
        m_shelf->refresh();
    });
}

void RecordingsView::setRing(const RingNote& ring) {
    if (!ring.trouble.isEmpty()) {
        m_ring->setRuns(
            {{tr("Always-on recording is off: %1").arg(ring.trouble), Tone::High, RunStyle::Text}});
    } else if (!ring.exists) {
        m_ring->setRuns({{tr("Nothing is kept of this grid yet"), Tone::Dim, RunStyle::Text}});
    } else {
        m_ring->setRuns({{tr("Always-on recording since  "), Tone::Dim, RunStyle::Text},
                         {formatDateTime(ring.from), Tone::Normal, RunStyle::Figure},
                         {QStringLiteral("  "), Tone::Dim, RunStyle::Text},
                         {formatBytes(ring.bytes).joined(), Tone::Normal, RunStyle::Figure},
                         {ring.isOfAnother ? tr("  written by another console of yours") : QString(), Tone::Dim,
                          RunStyle::Text}});
    }
}

void RecordingsView::showEvent(QShowEvent* event) {
    View::showEvent(event);
    if (m_shelf != nullptr) {
        m_shelf->refresh();
    }
}

void RecordingsView::showList() {
    const QString kept = chosenPath();
    std::vector<PlainTableModel::Row> rows;
    for (const RecordingInfo& info : m_shelf->recordings()) {
        rows.push_back(m_naming ? renamed(rowOf(info), rows.size() + 1) : rowOf(info));
    }
    m_list.setRows(std::move(rows));
    const int row = std::max(m_list.rowOf(kept), 0);
    if (m_list.rowCount() > 0 && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_list.index(row, 0));
    }
    showButtons();
}

QString RecordingsView::chosenPath() const {
    return m_table->currentIndex().data(PlainTableModel::KeyRole).toString();
}

const RecordingInfo* RecordingsView::chosen() const {
    if (m_shelf == nullptr) {
        return nullptr;
    }
    const QString path = chosenPath();
    for (const RecordingInfo& info : m_shelf->recordings()) {
        if (info.path == path) {
            return &info;
        }
    }
    return nullptr;
}

void RecordingsView::showButtons() {
    const RecordingInfo* info = chosen();
    const bool readable = info != nullptr && info->error.isEmpty();
    m_open->setEnabled(readable);
    m_replaceNames->setEnabled(readable && info->naming == Naming::Original);
    m_rename->setEnabled(info != nullptr && info->own);
    m_remove->setEnabled(info != nullptr && info->own);
}

void RecordingsView::say(const QString& text) { m_message->setText(text); }

QString RecordingsView::message() const { return m_message->text(); }

void RecordingsView::askName() {
    m_edit = Edit::Name;
    m_edited = chosenPath();
    m_editText->setText(tr("New name"));
    m_name->setText(chosen()->name);
    m_name->show();
    m_confirm->setText(tr("Rename"));
    m_editRow->show();
    m_name->setFocus();
    m_name->selectAll();
}

void RecordingsView::askRemoval() {
    m_edit = Edit::Removal;
    m_edited = chosenPath();
    m_editText->setText(
        tr("Remove %1 from the disk? It cannot be brought back.").arg(chosen()->name));
    m_name->hide();
    m_confirm->setText(tr("Remove the recording"));
    m_editRow->show();
    m_editRow->findChild<QPushButton*>(QStringLiteral("recordingsView.cancel"))->setFocus();
}

void RecordingsView::confirmEdit() {
    const Status status = m_edit == Edit::Name ? m_shelf->rename(m_edited, m_name->text())
                                               : m_shelf->remove(m_edited);
    if (!status) {
        say(QString::fromStdString(status.error().detail));
        return;
    }
    say(QString());
    closeEdit();
    m_shelf->refresh();
    m_table->setFocus();
}

void RecordingsView::closeEdit() {
    m_edit = Edit::None;
    m_editRow->hide();
}

void RecordingsView::saveRenamed() {
    const RecordingInfo* info = chosen();
    CopyJob job;
    job.from = {info->path};
    job.naming = Naming::Replaced;
    job.to = m_shelf->freePath(tr("renamed"), info->begin.wall);
    say(tr("Saving with names replaced…"));
    m_shelf->copy(job);
}

void RecordingsView::pinFirst() {
    m_first = snapshot()->hasState ? snapshot() : nullptr;
    showComparison();
}

void RecordingsView::pinSecond() {
    m_second = snapshot()->hasState ? snapshot() : nullptr;
    showComparison();
}

void RecordingsView::showComparison() {
    m_firstText->setText(momentText(m_first, *snapshot()));
    m_secondText->setText(momentText(m_second, *snapshot()));
    m_differences.clear();
    std::vector<PlainTableModel::Row> rows;
    if (m_first && m_second) {
        m_differences = compareSnapshots(*m_first, *m_second);
    }
    for (const Difference& difference : m_differences) {
        const auto text = [this](const QString& original) { return shownText(*snapshot(), original); };
        rows.push_back({{text(difference.subject), text(difference.what), text(difference.before),
                         text(difference.after), difference.change},
                        {},
                        0});
    }
    m_compared.setRows(std::move(rows));
}

void RecordingsView::showSnapshot(const GridSnapshot& shown) {
    if (m_shelf == nullptr || shown.naming == m_naming) {
        return;
    }
    m_naming = shown.naming;
    m_message->setVisible(!m_naming);   // It names files.
    m_ring->setVisible(!m_naming);
    showList();
    showComparison();
}

}  // namespace orrery::console
