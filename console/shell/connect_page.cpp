// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/connect_page.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/source/live_source.h"
#include "console/widgets/card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr int doorWidth = 330;

struct Door { Card* card; QVBoxLayout* column; };

Door makeDoor(const QString& iconName, const QString& title, const QString& text, QWidget* parent) {
    auto* card = new Card(parent);
    card->setFixedWidth(doorWidth);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(metrics::gap);
    auto* head = new QHBoxLayout;
    auto* picture = new QLabel(card);
    picture->setPixmap(icon(iconName).pixmap(24, 24));
    head->addWidget(picture);
    head->addSpacing(metrics::grid);
    head->addWidget(makeTitle(title, card), 1);
    column->addLayout(head);
    ToneLabel* explanation = makeExplanation(text, card);
    explanation->setWordWrap(true);
    column->addWidget(explanation);
    return {card, column};
}

ToneLabel* makeError(QWidget* parent) {
    ToneLabel* error = makeText(QString(), parent);
    error->setTone(Tone::High);
    error->setWordWrap(true);
    error->hide();
    return error;
}

}  // namespace

ConnectPage::ConnectPage(Session& session, QWidget* parent) : QWidget(parent), m_session(session) {
    setObjectName(QStringLiteral("connectPage"));
    auto* column = new QVBoxLayout(this);
    column->addStretch(2);
    auto* title = new ToneLabel(tr("Orrery"), theme::textFont(metrics::figureSize, theme::Weight::SemiBold),
                                Tone::Normal, this);
    title->setAlignment(Qt::AlignHCenter);
    ToneLabel* line = makeExplanation(tr("See every unit of a grid, and turn the crank yourself."), this);
    line->setAlignment(Qt::AlignHCenter);
    column->addWidget(title);
    column->addWidget(line);
    column->addSpacing(32);
    auto* doors = new QHBoxLayout;
    doors->setSpacing(metrics::margin);
    doors->addStretch(1);
    doors->addWidget(buildDiscovery());
    doors->addWidget(buildAddress());
    doors->addWidget(buildRecording());
    doors->addStretch(1);
    column->addLayout(doors);
    column->addStretch(3);
    connect(&m_discovery, &DiscoveryListener::changed, this, &ConnectPage::showDiscovered);
}

QWidget* ConnectPage::buildDiscovery() {
    const Door door = makeDoor(QStringLiteral("discover"), tr("On this network"),
                               tr("Grids whose agents are heard here. Pick one to look at it."), this);
    m_found = new QVBoxLayout;
    m_found->setSpacing(metrics::grid);
    door.column->addLayout(m_found);
    m_listening = makeExplanation(tr("Listening on 239.255.77.77… no agent heard yet. If beacons do not reach this "
                                     "machine, connect to an address."), door.card);
    m_listening->setWordWrap(true);
    door.column->addWidget(m_listening);
    door.column->addStretch(1);
    return door.card;
}

QWidget* ConnectPage::buildAddress() {
    const Door door = makeDoor(QStringLiteral("connect"), tr("By address"),
                               tr("Any agent of the grid will do; the others are learned from it."), this);
    m_address = new QLineEdit(QStringLiteral("127.0.0.1:7100"), door.card);
    m_address->setObjectName(QStringLiteral("connectPage.address"));
    m_address->setAccessibleName(tr("Address of an agent"));
    m_password = new QLineEdit(door.card);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Password, if the grid has one (not stored)"));
    m_password->setAccessibleName(tr("Password"));
    auto* go = new QPushButton(tr("Connect"), door.card);
    go->setObjectName(QStringLiteral("connectPage.connect"));
    m_addressError = makeError(door.card);
    door.column->addWidget(m_address);
    door.column->addWidget(m_password);
    door.column->addWidget(go);
    door.column->addWidget(m_addressError);
    door.column->addStretch(1);
    connect(go, &QPushButton::clicked, this, &ConnectPage::connectTyped);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectPage::connectTyped);
    return door.card;
}

QWidget* ConnectPage::buildRecording() {
    const Door door = makeDoor(QStringLiteral("open-recording"), tr("A recording"),
                               tr("Replay what a console has recorded, without any grid."), this);
    auto* open = new QPushButton(tr("Open a recording…"), door.card);
    open->setObjectName(QStringLiteral("connectPage.openRecording"));
    m_recordingError = makeError(door.card);
    door.column->addWidget(open);
    door.column->addWidget(m_recordingError);
    door.column->addStretch(1);
    connect(open, &QPushButton::clicked, this, &ConnectPage::openRecording);
    return door.card;
}

void ConnectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    const Status started = m_discovery.start();
    if (!started) {
        m_listening->setText(tr("Discovery is not possible here: %1. Connect to an address instead.")
                                 .arg(QString::fromStdString(started.error().detail)));
    }
    showDiscovered();
}

void ConnectPage::hideEvent(QHideEvent* event) {
    m_discovery.stop();
    QWidget::hideEvent(event);
}

void ConnectPage::showDiscovered() {
    while (QLayoutItem* item = m_found->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const std::vector<DiscoveredGrid> grids = m_discovery.grids();
    m_listening->setVisible(grids.empty());
    for (const DiscoveredGrid& grid : grids) {
        std::vector<model::Endpoint> seeds;
        for (const Beacon& agent : grid.agents) {
            seeds.push_back(agent.client);
        }
        auto* button = new QPushButton(tr("%1   %n agents", nullptr, static_cast<int>(grid.agents.size()))
                                           .arg(QString::fromStdString(grid.name)));
        button->setObjectName(QStringLiteral("connectPage.grid.") + QString::fromStdString(grid.name));
        connect(button, &QPushButton::clicked, this, [this, seeds] { connectTo(seeds); });
        m_found->addWidget(button);
    }
}

void ConnectPage::connectTo(const std::vector<model::Endpoint>& seeds) {
    m_session.attachLive(seeds, m_password->text(), Mode::Operate);
    Q_EMIT entered();
}

void ConnectPage::connectTyped() {
    const std::optional<model::Endpoint> endpoint = endpointFrom(m_address->text().trimmed());
    m_addressError->setVisible(!endpoint);
    if (!endpoint) {
        m_addressError->setText(tr("\"%1\" is not an address; write host:port, e.g. 127.0.0.1:7100")
                                    .arg(m_address->text()));
        return;
    }
    connectTo({*endpoint});
}

void ConnectPage::openRecording() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a recording"), QString(),
                                                      tr("Orrery recordings (*.orrery);;All files (*)"));
    if (path.isEmpty()) {
        return;
    }
    const Status opened = m_session.attachRecording({path});
    if (!opened) {
        showRecordingError(QString::fromStdString(opened.error().detail));
        return;
    }
    m_recordingError->hide();
    Q_EMIT entered();
}

void ConnectPage::showRecordingError(const QString& why) {
    m_recordingError->setText(why);
    m_recordingError->show();
}

}  // namespace orrery::console
