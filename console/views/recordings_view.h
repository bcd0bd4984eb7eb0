// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was recorded: the ring of the grid on screen, a person's own recordings, files opened lately. Below
// it two moments side by side: pin one, move the time, pin the other.
#pragma once

#include <memory>
#include <optional>

#include "console/source/recorder.h"
#include "console/source/recording_shelf.h"
#include "console/state/comparison.h"
#include "console/views/plain_table_model.h"
#include "console/views/view.h"

class QLineEdit;
class QPushButton;

namespace orrery::console {

class DataTable;
class RunLabel;
class ToneLabel;

class RecordingsView : public View {
    Q_OBJECT
public:
    explicit RecordingsView(const ViewContext& context, QWidget* parent = nullptr);

    /// Must be called once, before the view is shown; `shelf` outlives it.
    void setShelf(RecordingShelf* shelf);
    void setRing(const RingNote& ring);
    /// An opening is through: `why` it failed, or empty.
    void showOpening(const QString& why) { say(why); }
    /// Pins the picture on screen as the first or the second of the comparison.
    void pinFirst();
    void pinSecond();
    const std::vector<Difference>& differences() const { return m_differences; }
    /// The one sentence for what was asked for last; empty when there is none.
    QString message() const;

Q_SIGNALS:
    void openRequested(const QString& path);
    /// Any file is to be chosen and opened.
    void chooseRequested();

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildHeader();
    void buildTable();
    void buildEdit();
    void buildComparison();
    void showList();
    void showComparison();
    void showButtons();
    void say(const QString& text);
    void askName();
    void askRemoval();
    void confirmEdit();
    void closeEdit();
    void saveRenamed();
    const RecordingInfo* chosen() const;
    QString chosenPath() const;

    enum class Edit { None, Name, Removal };

    RecordingShelf* m_shelf = nullptr;
    PlainTableModel m_list;
    PlainTableModel m_compared;
    DataTable* m_table;
    DataTable* m_differencesTable;
    RunLabel* m_ring;
    QPushButton* m_open;
    QPushButton* m_rename;
    QPushButton* m_remove;
    QPushButton* m_replaceNames;
    QWidget* m_editRow;
    ToneLabel* m_editText;
    QLineEdit* m_name;
    QPushButton* m_confirm;
    ToneLabel* m_message;
    ToneLabel* m_firstText;
    ToneLabel* m_secondText;
    Edit m_edit = Edit::None;
    QString m_edited;
    SnapshotPointer m_first, m_second;
    std::shared_ptr<Redaction> m_naming;   ///< Under which the list is shown; null: under its own names.
    std::vector<Difference> m_differences;
};

}  // namespace orrery::console
