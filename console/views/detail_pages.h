// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pages of the detail dock: the grid with its last failover, a unit, a partition, a link, an
// event, an alarm. A page shows a snapshot and says which actions its buttons want.
#pragma once

#include <QWidget>
#include <vector>

#include "console/views/view.h"

class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class FactList;
class NoteCard;
class Sparkline;
class ToneLabel;

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

protected:
    virtual void show(const GridSnapshot& snapshot) = 0;
    const ViewContext& context() const { return m_context; }
    const SnapshotPointer& shown() const { return m_shown; }
    void setHeading(const QString& title, const QString& subtitle);
    ToneLabel* addSection(const QString& text);
    FactList* addFacts(const QString& section);
    NoteCard* addNote(const QString& section);
    Sparkline* addCurve(const QString& section);
    /// A row of buttons; ownership stays here.
    void addButtons(const std::vector<QPushButton*>& buttons);
    QPushButton* makeButton(const QString& text, const char* object);
    /// Enables the button, or says why not.
    void offer(QPushButton* button, const QString& whyNot);
    /// Must be the last call of a constructor.
    void finish();

private:
    ViewContext m_context;
    SnapshotPointer m_shown = emptySnapshot();
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    QVBoxLayout* m_column;
};

class GridPage : public DetailPage {
    Q_OBJECT
public:
    explicit GridPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    FactList* m_grid;
    ToneLabel* m_failoverHeading;
    FactList* m_failover;
    FactList* m_ledger;
};

class UnitPage : public DetailPage {
    Q_OBJECT
public:
    explicit UnitPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
    void ask(model::ActionKind kind);
    std::string m_name;
    FactList* m_roles;
    FactList* m_load;
    FactList* m_pump;
    NoteCard* m_consequence;
    Sparkline* m_curve;
    QPushButton* m_drain;
    QPushButton* m_restart;
    QPushButton* m_kill;
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
    PartitionId m_partition;
    FactList* m_copies;
    FactList* m_state;
    NoteCard* m_consequence;
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
    FactList* m_facts;
};

class EventPage : public DetailPage {
    Q_OBJECT
public:
    explicit EventPage(const ViewContext& context, QWidget* parent = nullptr);

protected:
    void show(const GridSnapshot& snapshot) override;

private:
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
