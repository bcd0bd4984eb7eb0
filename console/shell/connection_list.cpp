// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/connection_list.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/source/live_source.h"
#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

/// A row with the grid's colour as a bar at its left edge.
class Row : public QWidget {
public:
    Row(TagColor tag, QWidget* parent) : QWidget(parent), m_tag(tag) {}

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        fillCrisp(painter, QRectF(0, metrics::scaled(6.0), 4, height() - metrics::scaled(12.0)),
                  tagColor(m_tag, theme::appearance()));
        fillCrisp(painter, QRectF(0, height() - 1, width(), 1), theme::colors().line);
    }

private:
    TagColor m_tag;
};

QString lastUse(const QDateTime& moment) {
    return moment.isValid() ? ConnectionList::tr("last used %1 UTC")
                                  .arg(moment.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")))
                            : ConnectionList::tr("never used");
}

QString seedsOf(const SavedConnection& connection) {
    const QString first = textOf(connection.seeds.front());
    const int more = static_cast<int>(connection.seeds.size()) - 1;
    return more == 0 ? first : ConnectionList::tr("%1 and %n more", nullptr, more).arg(first);
}

void clear(QVBoxLayout& rows) {
    while (QLayoutItem* item = rows.takeAt(0)) {
        item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
}

}  // namespace

QString modeWord(ConnectionMode mode) {
    switch (mode) {
    case ConnectionMode::Observe: return ConnectionList::tr("observe");
    case ConnectionMode::Operate: return ConnectionList::tr("operate");
    case ConnectionMode::Protected: return ConnectionList::tr("protected");
    }
    return {};
}

ConnectionList::ConnectionList(QWidget* parent)
    : Card(parent), m_rows(new QVBoxLayout),
      m_empty(makeExplanation(tr("None yet. Save a grid's agents under a name, and it is one key press away."), this)),
      m_notice(makeText({}, this)), m_undo(new QPushButton(tr("Undo"), this)) {
    setObjectName(QStringLiteral("connectionList"));
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::grid);
    head->addWidget(new IconLabel(QStringLiteral("book"), 24, Tone::Normal, this));
    head->addWidget(makeTitle(tr("Saved connections"), this), 1);
    auto* add = new QPushButton(tr("Add…"), this);
    add->setObjectName(QStringLiteral("connectionList.add"));
    head->addWidget(add);
    m_notice->setWordWrap(true);
    m_notice->setObjectName(QStringLiteral("connectionList.notice"));
    m_undo->setObjectName(QStringLiteral("connectionList.undo"));
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_undo);
    m_rows->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    const int side = metrics::scaled(20);
    column->setContentsMargins(side, side, side, side);
    column->setSpacing(metrics::grid);
    column->addLayout(head);
    column->addWidget(m_empty);
    column->addLayout(m_rows);
    column->addLayout(foot);
    column->addStretch(1);
    setNotice({});
    connect(add, &QPushButton::clicked, this, &ConnectionList::addRequested);
    connect(m_undo, &QPushButton::clicked, this, &ConnectionList::undoRequested);
}

void ConnectionList::show(const std::vector<SavedConnection>& connections) {
    clear(*m_rows);
    m_empty->setVisible(connections.empty());
    for (const SavedConnection& connection : connections) {
        m_rows->addWidget(makeRow(connection));
    }
}

void ConnectionList::setNotice(const QString& text, Undo undo) {
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
    m_undo->setVisible(undo == Undo::Offered);
}

QPushButton* ConnectionList::makeButton(const QString& iconName, const QString& name, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setIcon(icon(iconName));
    button->setProperty("flat", true);
    button->setProperty("square", true);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

QWidget* ConnectionList::makeRow(const SavedConnection& connection) {
    auto* row = new Row(connection.color, this);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    auto* name = new ToneLabel(connection.name, theme::textFont(metrics::textSize, theme::Weight::SemiBold),
                               Tone::Normal, row);
    texts->addWidget(name);
    texts->addWidget(new ToneLabel(tr("%1 · %2 · %3").arg(seedsOf(connection), modeWord(connection.mode),
                                                          lastUse(connection.lastUsed)),
                                   theme::textFont(metrics::smallSize), Tone::Dim, row));
    auto* go = new QPushButton(tr("Connect"), row);
    go->setObjectName(QStringLiteral("connectionList.connect.") + connection.name);
    go->setAccessibleName(tr("Connect to %1").arg(connection.name));
    auto* edit = makeButton(QStringLiteral("edit"), tr("Edit %1").arg(connection.name), row);
    auto* remove = makeButton(QStringLiteral("trash"), tr("Remove %1").arg(connection.name), row);
    edit->setObjectName(QStringLiteral("connectionList.edit.") + connection.name);
    remove->setObjectName(QStringLiteral("connectionList.remove.") + connection.name);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(metrics::margin, metrics::grid, 0, metrics::grid);
    line->setSpacing(metrics::grid);
    line->addLayout(texts, 1);
    line->addWidget(go);
    line->addWidget(edit);
    line->addWidget(remove);
    const QString id = connection.id;
    connect(go, &QPushButton::clicked, this, [this, id] { Q_EMIT connectRequested(id); });
    connect(edit, &QPushButton::clicked, this, [this, id] { Q_EMIT editRequested(id); });
    connect(remove, &QPushButton::clicked, this, [this, id] { Q_EMIT removeRequested(id); });
    return row;
}

}  // namespace orrery::console
