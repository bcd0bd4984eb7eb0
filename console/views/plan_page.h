// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Choose an action, then what it acts on; the planner's answer stands beside. Looking costs nothing: the
// preview asks for a plan and proposes none. From here the plan's own sheet is opened, where it can be carried
// out.
#pragma once

#include <QWidget>

#include "console/actions/target_choices.h"
#include "console/views/view.h"

class QLineEdit;
class QBoxLayout;
class QPushButton;
class QStackedLayout;

namespace orrery::console {

class ChoiceList;
class PlanBody;
class PlanOverview;
class StatePage;
class ToneLabel;

class PlanPage : public QWidget {
    Q_OBJECT
public:
    explicit PlanPage(const ViewContext& context, QWidget* parent = nullptr);

    /// Brings the lists up to date; asks for the preview anew when the table has changed since.
    void showSnapshot(const SnapshotPointer& snapshot);
    QLineEdit* filterField() { return m_filter; }
    /// Chooses an action and, when it is offered, its subject by its text.
    void choose(model::ActionKind kind, const QString& subject);

protected:
    void resizeEvent(QResizeEvent* event) override;

Q_SIGNALS:
    void actionRequested(const orrery::model::Action& action);

private:
    QWidget* buildActions();
    QWidget* buildSubjects();
    QWidget* buildPreview();
    void fillSubjects();
    void actionChosen(int row);
    void subjectChosen(int row);
    void ask(const model::Action& action);
    void showPreview();
    /// What stands there while no target is picked.
    void showOverview();
    void openPlan();

    ViewContext m_context;
    QBoxLayout* m_whole;          ///< Lists beside the preview, or above it where it is narrow.
    QWidget* m_actionsSide;
    QWidget* m_subjectsSide;
    SnapshotPointer m_snapshot = emptySnapshot();
    ChoiceList* m_actions;
    ChoiceList* m_subjects;
    QLineEdit* m_filter;
    ToneLabel* m_purpose;
    StatePage* m_empty;
    PlanOverview* m_overview;
    QWidget* m_preview;
    QStackedLayout* m_right;
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    PlanBody* m_body;
    QPushButton* m_open;
    std::vector<TargetChoice> m_choices;
    std::optional<model::Action> m_asked;
    Instant m_askedAt;                      ///< By the source's clock.
    bool m_openWanted = false;              ///< The button takes the focus when the plan is there.
};

}  // namespace orrery::console
