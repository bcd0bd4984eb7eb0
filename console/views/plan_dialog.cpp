// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Builds the sheet once and fills its body for each stage of the action.
#include "console/views/plan_dialog.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "console/views/copies_parts.h"
#include "console/views/view_support.h"
#include "console/widgets/card.h"
#include "console/widgets/crisp.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/stacked_bar.h"

namespace orrery::console {

namespace {

constexpr int sheetWidth = 980;
constexpr int inset = 24;

/// A button that Enter leaves alone; Space presses it.
class SpaceButton : public QPushButton {
public:
    using QPushButton::QPushButton;

protected:
    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            event->accept();
            return;
        }
        QPushButton::keyPressEvent(event);
    }
};

QWidget* makeRule(QWidget* parent) {
    auto* rule = new Panel(Qt::BottomEdge, parent);
    rule->setFixedHeight(1);
    return rule;
}

Tone toneOfPriority(int priority) {
    return priority >= 1 && priority <= 3 ? toneOf(static_cast<Urgency>(priority)) : Tone::Normal;
}

}  // namespace

PlanDialog::PlanDialog(ActionController* actions, QWidget* parent)
    : QWidget(parent), m_actions(actions), m_card(new Card(this)) {
    setObjectName(QStringLiteral("planDialog"));
    setFocusPolicy(Qt::StrongFocus);
    buildFrame();
    parent->installEventFilter(this);
    connect(actions, &ActionController::stageChanged, this, &PlanDialog::showStage);
    hide();
}

void PlanDialog::buildFrame() {
    m_card->setFixedWidth(sheetWidth);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(inset, 16, inset, 14);
    head->setSpacing(3);
    m_title = makeTitle({}, m_card);
    m_title->setObjectName(QStringLiteral("planDialog.title"));
    m_subtitle = makeExplanation({}, m_card);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    column->addLayout(head);
    column->addWidget(makeRule(m_card));
    m_bodyPlace = new QVBoxLayout;
    m_bodyPlace->setContentsMargins(inset, 16, inset, 18);
    column->addLayout(m_bodyPlace);
    column->addWidget(makeRule(m_card));
    buildFoot();
}

void PlanDialog::buildFoot() {
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(inset, 12, inset, 12);
    foot->setSpacing(10);
    m_typedLine = new QWidget(m_card);
    auto* typedRow = new QHBoxLayout(m_typedLine);
    typedRow->setContentsMargins(0, 0, 0, 0);
    m_typedPrompt = makeText({}, m_card);
    m_typed = new QLineEdit(m_card);
    m_typed->setObjectName(QStringLiteral("planDialog.typed"));
    m_typed->setFixedWidth(160);
    typedRow->addWidget(m_typedPrompt, 1);
    typedRow->addWidget(m_typed);
    foot->addWidget(m_typedLine);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    m_reasonLabel = makeExplanation(tr("Reason (kept in the journal)"), m_card);
    m_reasonLabel->setWordWrap(false);
    m_reason = new QLineEdit(m_card);
    m_reason->setObjectName(QStringLiteral("planDialog.reason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("why this is done"));
    m_cancel = new QPushButton(tr("Cancel"), m_card);
    m_cancel->setObjectName(QStringLiteral("planDialog.cancel"));
    m_cancel->setAutoDefault(false);
    m_execute = new SpaceButton(m_card);
    m_execute->setObjectName(QStringLiteral("planDialog.execute"));
    m_execute->setAutoDefault(false);
    m_execute->setDefault(false);
    row->addWidget(m_reasonLabel);
    row->addWidget(m_reason, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_execute);
    foot->addLayout(row);
    m_why = makeExplanation({}, m_card);
    m_why->setObjectName(QStringLiteral("planDialog.why"));
    m_why->setAlignment(Qt::AlignRight);
    foot->addWidget(m_why);
    static_cast<QVBoxLayout*>(m_card->layout())->addLayout(foot);
    connect(m_cancel, &QPushButton::clicked, this, &PlanDialog::dismiss);
    connect(m_execute, &QPushButton::clicked, this, &PlanDialog::execute);
    connect(m_reason, &QLineEdit::textChanged, this, &PlanDialog::updateExecute);
    connect(m_typed, &QLineEdit::textChanged, this, &PlanDialog::updateExecute);
}

void PlanDialog::clearBody() {
    delete m_body;
    m_body = new QWidget(m_card);
    m_bodyPlace->addWidget(m_body);
}

void PlanDialog::fillMessage(const QString& title, const QString& text) {
    clearBody();
    m_title->setText(title);
    m_subtitle->clear();
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 8, 0, 8);
    auto* label = makeText(text, m_body);
    label->setWordWrap(true);
    label->setObjectName(QStringLiteral("planDialog.message"));
    column->addWidget(label);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_execute, m_reason, m_reasonLabel, m_typedLine, m_why}) {
        widget->hide();
    }
}

void PlanDialog::fillLeft(QVBoxLayout* column, const PlanViewModel& plan) {
    column->addWidget(makeSection(tr("What happens"), m_body));
    column->addSpacing(4);
    for (const PlanViewModel::Step& step : plan.steps()) {
        auto* row = new QHBoxLayout;
        row->setSpacing(14);
        auto* number = makeExplanation(QString::number(step.number), m_body);
        number->setFixedWidth(14);
        auto* text = makeText(step.text, m_body);
        text->setWordWrap(true);
        row->addWidget(number, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        ToneLabel* estimate = makeFigure(step.estimate, m_body);
        estimate->setTone(Tone::Dim);
        row->addWidget(estimate, 0, Qt::AlignTop);
        column->addLayout(row);
        column->addSpacing(6);
    }
    column->addSpacing(12);
    column->addWidget(makeSection(tr("Way back"), m_body));
    column->addSpacing(4);
    column->addWidget(makeExplanation(plan.undo(), m_body));
    column->addStretch();
}

void PlanDialog::fillRight(QVBoxLayout* column, const PlanViewModel& plan) {
    column->addWidget(makeSection(tr("Effect"), m_body));
    column->addSpacing(2);
    auto* facts = new FactList(m_body);
    std::vector<Fact> rows;
    for (const PlanViewModel::Row& row : plan.effects()) {
        rows.push_back({row.label, row.value, toneOfPriority(row.priority)});
    }
    facts->setFacts(std::move(rows));
    column->addWidget(facts);
    column->addSpacing(12);
    column->addWidget(makeSection(tr("Copies before and after"), m_body));
    const std::size_t wanted = std::max(plan.copiesBefore().size(), plan.copiesAfter().size());
    const auto bar = [&](const QString& word, const std::vector<std::uint32_t>& copies) {
        auto* row = new QHBoxLayout;
        auto* label = makeExplanation(word, m_body);
        label->setFixedWidth(52);
        auto* made = new StackedBar(12, m_body);
        made->setParts(copiesParts(copies, wanted == 0 ? 1 : wanted - 1));
        row->addWidget(label);
        row->addWidget(made, 1);
        column->addSpacing(6);
        column->addLayout(row);
    };
    bar(tr("before"), plan.copiesBefore());
    bar(tr("after"), plan.copiesAfter());
    column->addSpacing(16);
    column->addWidget(makeSection(plan.blockerHeading(), m_body));
    column->addSpacing(4);
    const auto remark = [&](const QString& text, Urgency urgency) {
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(new UrgencyBadge(urgency, m_body), 0, Qt::AlignTop);
        auto* label = makeText(text, m_body);
        label->setWordWrap(true);
        row->addWidget(label, 1);
        column->addLayout(row);
        column->addSpacing(4);
    };
    for (const QString& text : plan.blockers()) {
        remark(text, Urgency::High);
    }
    for (const QString& text : plan.warnings()) {
        remark(text, Urgency::Medium);
    }
    column->addStretch();
}

void PlanDialog::fillPlan(const PlanViewModel& plan) {
    clearBody();
    m_title->setText(plan.title());
    m_subtitle->setText(plan.subtitle());
    auto* columns = new QHBoxLayout(m_body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(32);
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    left->setSpacing(0);
    right->setSpacing(0);
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    fillLeft(left, plan);
    fillRight(right, plan);
    m_execute->setText(plan.buttonText());
    m_execute->setProperty("tone", plan.tier() == model::RiskTier::DataLoss ? "critical" : "accent");
    m_execute->style()->unpolish(m_execute);
    m_execute->style()->polish(m_execute);
    m_reason->clear();
    m_typed->clear();
    m_reasonLabel->setText(plan.reasonRequired() ? tr("Reason (needed, kept in the journal)")
                                                 : tr("Reason (kept in the journal)"));
    m_typedLine->setVisible(plan.wordToType().has_value());
    m_typedPrompt->setText(plan.typingPrompt());
    m_typed->setAccessibleName(plan.typingPrompt());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_execute, m_reason, m_reasonLabel, m_why}) {
        widget->show();
    }
    updateExecute();
}

void PlanDialog::showStage() {
    switch (m_actions->stage()) {
        case ActionStage::Idle: hide(); return;
        case ActionStage::Planning:
            fillMessage(tr("Making the plan"), tr("The control plane computes what would happen."));
            break;
        case ActionStage::Planned:
            if (m_actions->plan() != nullptr) {
                fillPlan(*m_actions->plan());
            }
            if (!m_actions->message().isEmpty()) {
                m_subtitle->setText(m_actions->message());
            }
            break;
        case ActionStage::CarryingOut:
            fillMessage(tr("Sent"), tr("Waiting for the control plane's answer."));
            break;
        case ActionStage::Finished: {
            const bool known = !m_actions->records().empty() && m_actions->records().back().answer &&
                               m_actions->records().back().answer->outcome == ActionOutcome::Done;
            if (known) {
                dismiss();
                return;
            }
            fillMessage(tr("Not carried out as planned"), m_actions->message());
            break;
        }
    }
    m_cancel->setText(m_actions->stage() == ActionStage::Finished ? tr("Close") : tr("Cancel"));
    show();
    raise();
    place();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

PlanViewModel::Entry PlanDialog::entry() const { return {m_reason->text().trimmed(), m_typed->text().trimmed()}; }

void PlanDialog::updateExecute() {
    const PlanViewModel* plan = m_actions->plan();
    const QString why = plan == nullptr ? tr("There is no plan") : plan->whyDisabled(entry());
    m_execute->setEnabled(why.isEmpty());
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    place();
}

void PlanDialog::execute() {
    if (m_actions->plan() != nullptr && !m_actions->confirm(entry())) {
        updateExecute();
    }
}

void PlanDialog::dismiss() {
    hide();
    m_actions->cancel();
}

void PlanDialog::place() {
    if (parentWidget() == nullptr) {
        return;
    }
    setGeometry(parentWidget()->rect());
    m_card->setFixedWidth(std::min(sheetWidth, std::max(520, width() - 32)));
    m_card->layout()->activate();
    const int height = std::max(m_card->layout()->totalHeightForWidth(m_card->width()), m_card->sizeHint().height());
    const int shown = std::min(height, this->height() - 16);
    m_card->setGeometry((width() - m_card->width()) / 2, std::max(8, (this->height() - shown) * 46 / 100),
                        m_card->width(), shown);
}

bool PlanDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void PlanDialog::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const bool dark = theme::appearance() == Appearance::Dark;
    painter.fillRect(rect(), QColor(dark ? 12 : 40, dark ? 14 : 44, dark ? 16 : 48, dark ? 165 : 120));
}

void PlanDialog::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        dismiss();
        return;
    }
    // Nothing typed over the sheet may reach what lies under it.
    event->accept();
}

bool PlanDialog::focusNextPrevChild(bool next) {
    // The focus stays inside the sheet.
    QList<QWidget*> order;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_cancel, m_typed, m_reason, m_execute}) {
        if (widget->isVisible() && widget->isEnabled()) {
            order << widget;
        }
    }
    const int current = static_cast<int>(order.indexOf(focusWidget()));
    const int count = static_cast<int>(order.size());
    if (count > 0) {
        order.at((current + (next ? 1 : count - 1) + count) % count)->setFocus(Qt::TabFocusReason);
    }
    return true;
}

}  // namespace orrery::console
