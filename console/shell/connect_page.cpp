// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Doors in a row, saved connections and the local grid below, in a scroll area so that a small window or
// a large font cuts nothing off.
#include "console/shell/connect_page.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "console/secrets/keychain_store.h"
#include "console/shell/connection_list.h"
#include "console/shell/connection_sheet.h"
#include "console/shell/password_sheet.h"
#include "console/source/live_source.h"
#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

const metrics::Length pageWidth{1040};
const metrics::Length inset{20};
constexpr metrics::Length threeDoors{820};   ///< Of the page: from here on three doors stand beside each other.
constexpr metrics::Length twoDoors{560};

struct DoorCard {
    Card* card;
    QVBoxLayout* column;
};

DoorCard makeDoor(const QString& iconName, const QString& title, const QString& text, QWidget* parent) {
    auto* card = new Card(parent);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(metrics::gap);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::grid);
    head->addWidget(new IconLabel(iconName, 24, Tone::Normal, card));
    head->addWidget(makeTitle(title, card), 1);
    column->addLayout(head);
    column->addWidget(makeExplanation(text, card));
    return {card, column};
}

ToneLabel* makeError(QWidget* parent) {
    ToneLabel* error = makeText(QString(), parent);
    error->setTone(Tone::High);
    error->setWordWrap(true);
    error->hide();
    return error;
}

Mode firstMode(ConnectionMode mode) { return mode == ConnectionMode::Operate ? Mode::Operate : Mode::Observe; }

}  // namespace

ConnectServices ConnectServices::usual() {
    return {ConnectionBook::usualPath(), std::make_unique<KeychainStore>(), LocalGrid::usualPrograms(),
            LocalGrid::usualData()};
}

ConnectPage::ConnectPage(Session& session, QWidget* parent, ConnectServices services)
    : QWidget(parent), m_session(session), m_secrets(std::move(services.secrets)), m_book(services.bookPath),
      m_local(services.programs, services.localData) {
    setObjectName(QStringLiteral("connectPage"));
    build();
    m_sheet = new ConnectionSheet(this);
    m_ask = new PasswordSheet(this);
    connectBook();
    connect(&m_session, &Session::attached, this, [this] { m_attached.reset(); });   // Set behind it, by its door.
    connect(&m_discovery, &DiscoveryListener::changed, this, &ConnectPage::showDiscovered);
    connect(&m_local, &LocalGrid::ready, this, [this] {
        showLocalGrid(tr("Running on 127.0.0.1. It stops with this window."));
        attach(m_local.seeds(), QString(), Mode::Operate);
    });
    connect(&m_local, &LocalGrid::failed, this, [this](const QString& why) { showLocalGrid(tr("▲ %1").arg(why)); });
}

ConnectPage::~ConnectPage() { forgetRemoved(); }

void ConnectPage::build() {
    auto* inner = new QWidget;
    inner->setMaximumWidth(pageWidth);
    m_doors = new QGridLayout(inner);
    m_doors->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    m_doors->setSpacing(metrics::margin);
    auto* title = new ToneLabel(tr("Orrery"), theme::textFont(metrics::figureSize, theme::Weight::SemiBold),
                                Tone::Normal, inner);
    title->setAlignment(Qt::AlignHCenter);
    ToneLabel* line = makeExplanation(tr("See every unit of a grid, and turn the crank yourself."), inner);
    line->setAlignment(Qt::AlignHCenter);
    m_list = new ConnectionList(inner);
    m_parts = {title, line, buildSimulation(), buildDiscovery(), buildRecording(), buildLocalGrid(), m_list};
    placeDoors();
    auto* middle = new QWidget;
    auto* across = new QHBoxLayout(middle);
    across->addStretch(1);
    across->addWidget(inner, 100);
    across->addStretch(1);
    across->setAlignment(inner, Qt::AlignVCenter);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(middle);
    scroll->viewport()->setAutoFillBackground(false);
    middle->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
}

void ConnectPage::placeDoors() {
    const int columns = width() >= threeDoors ? 3 : width() >= twoDoors ? 2 : 1;
    if (columns == m_columns) {
        return;
    }
    m_columns = columns;
    // Row, column and columns of each part, by how many doors stand beside each other.
    using Place = std::array<int, 3>;
    static constexpr std::array<std::array<Place, 7>, 3> places{{
        {{{0, 0, 1}, {1, 0, 1}, {2, 0, 1}, {3, 0, 1}, {4, 0, 1}, {5, 0, 1}, {6, 0, 1}}},
        {{{0, 0, 2}, {1, 0, 2}, {2, 0, 1}, {2, 1, 1}, {3, 0, 1}, {3, 1, 1}, {4, 0, 2}}},
        {{{0, 0, 3}, {1, 0, 3}, {2, 0, 1}, {2, 1, 1}, {2, 2, 1}, {3, 2, 1}, {3, 0, 2}}}}};
    for (std::size_t index = 0; index < m_parts.size(); ++index) {
        const auto [row, column, span] = places[static_cast<std::size_t>(columns - 1)][index];
        m_doors->removeWidget(m_parts[index]);
        m_doors->addWidget(m_parts[index], row, column, 1, span);
    }
    for (int column = 0; column < 3; ++column) {
        m_doors->setColumnStretch(column, column < columns ? 1 : 0);
    }
}

bool ConnectPage::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize) {
        placeDoors();   // Another width, or another font scale.
    }
    return QWidget::event(event);
}

QWidget* ConnectPage::buildSimulation() {
    const DoorCard door = makeDoor(
        QStringLiteral("simulated"), tr("Explore a simulated grid"),
        tr("A whole grid inside this window: the real decisions on a clock of its own. Kill hosts, cut networks, "
           "learn. Nothing outside is touched."),
        this);
    auto* go = new QPushButton(tr("Choose a grid…"), door.card);
    go->setObjectName(QStringLiteral("connectPage.simulate"));
    go->setProperty("tone", QStringLiteral("accent"));
    door.column->addStretch(1);
    door.column->addWidget(go);
    connect(go, &QPushButton::clicked, this, [this] { Q_EMIT doorChosen(Door::Simulation); });
    return door.card;
}

QWidget* ConnectPage::buildDiscovery() {
    const DoorCard door = makeDoor(QStringLiteral("discover"), tr("Discover on this network"),
                                   tr("Grids whose agents are heard here, or an agent's address."), this);
    m_found = new QVBoxLayout;
    m_found->setSpacing(metrics::grid);
    door.column->addLayout(m_found);
    m_listening = makeExplanation(tr("Listening on 239.255.77.77: no agent heard yet."), door.card);
    door.column->addWidget(m_listening);
    m_address = new QLineEdit(QStringLiteral("127.0.0.1:7100"), door.card);
    m_address->setObjectName(QStringLiteral("connectPage.address"));
    m_address->setAccessibleName(tr("Address of an agent"));
    m_password = new QLineEdit(door.card);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setPlaceholderText(tr("Password, if it has one"));
    m_password->setAccessibleName(tr("Password"));
    auto* go = new QPushButton(tr("Connect"), door.card);
    go->setObjectName(QStringLiteral("connectPage.connect"));
    m_addressError = makeError(door.card);
    auto* address = new QHBoxLayout;
    address->setSpacing(metrics::grid);
    address->addWidget(m_address, 1);
    address->addWidget(go);
    door.column->addStretch(1);
    door.column->addWidget(m_addressError);
    door.column->addWidget(m_password);
    door.column->addLayout(address);
    connect(go, &QPushButton::clicked, this, &ConnectPage::connectTyped);
    connect(m_address, &QLineEdit::returnPressed, this, &ConnectPage::connectTyped);
    connect(m_password, &QLineEdit::returnPressed, this, &ConnectPage::connectTyped);
    return door.card;
}

QWidget* ConnectPage::buildRecording() {
    const DoorCard door =
        makeDoor(QStringLiteral("open-recording"), tr("Open a recording"),
                 tr("Replay what a console has recorded, without any grid. Every view follows the slider."), this);
    auto* open = new QPushButton(tr("Open a recording…"), door.card);
    open->setObjectName(QStringLiteral("connectPage.openRecording"));
    m_recordingError = makeError(door.card);
    door.column->addWidget(m_recordingError);
    door.column->addStretch(1);
    door.column->addWidget(open);
    connect(open, &QPushButton::clicked, this, &ConnectPage::openRecording);
    return door.card;
}

QWidget* ConnectPage::buildLocalGrid() {
    const DoorCard door =
        makeDoor(QStringLiteral("start-local"), tr("Start a local grid here"),
                 tr("A small real grid on this machine: three pretended hosts, six units."), this);
    m_localText = makeExplanation({}, door.card);
    m_localText->setObjectName(QStringLiteral("connectPage.localText"));
    m_localButton = new QPushButton(door.card);
    m_localButton->setObjectName(QStringLiteral("connectPage.local"));
    door.column->addWidget(m_localText);
    door.column->addStretch(1);
    door.column->addWidget(m_localButton);
    connect(m_localButton, &QPushButton::clicked, this, &ConnectPage::toggleLocalGrid);
    const Status present = m_local.check();
    showLocalGrid(present ? QString() : QString::fromStdString(present.error().detail));
    m_localButton->setEnabled(present.ok());
    return door.card;
}

void ConnectPage::connectBook() {
    m_list->show(m_book.connections());
    m_list->setNotice(m_book.notice());
    connect(m_list, &ConnectionList::addRequested, this, [this] { m_sheet->edit({}); });
    connect(m_list, &ConnectionList::editRequested, this, [this](const QString& id) {
        if (const auto connection = m_book.find(id)) {
            m_sheet->edit(*connection);
        }
    });
    connect(m_list, &ConnectionList::connectRequested, this, &ConnectPage::connectSaved);
    connect(m_list, &ConnectionList::removeRequested, this, &ConnectPage::removeConnection);
    connect(m_list, &ConnectionList::undoRequested, this, [this] {
        if (m_removed) {
            keepConnection(*std::exchange(m_removed, std::nullopt), {});
        }
    });
    connect(m_sheet, &ConnectionSheet::saveRequested, this, &ConnectPage::saveConnection);
    connect(m_ask, &PasswordSheet::given, this, &ConnectPage::attachSaved);
}

void ConnectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    const Status started = m_discovery.start();
    if (!started) {
        m_listening->setText(tr("Discovery is not possible here: %1. Connect to an address instead.")
                                 .arg(QString::fromStdString(started.error().detail)));
    }
    showDiscovered();
    m_list->show(m_book.connections());
}

void ConnectPage::hideEvent(QHideEvent* event) {
    m_discovery.stop();
    forgetRemoved();
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
        connect(button, &QPushButton::clicked, this,
                [this, seeds] { attach(seeds, m_password->text(), Mode::Operate); });
        m_found->addWidget(button);
    }
}

void ConnectPage::attach(const std::vector<model::Endpoint>& seeds, const QString& password, Mode mode) {
    m_session.attachLive(seeds, password, mode);
    m_password->clear();
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
    attach({*endpoint}, m_password->text(), Mode::Operate);
}

void ConnectPage::connectSaved(const QString& id) {
    const std::optional<SavedConnection> connection = m_book.find(id);
    if (!connection) {
        return;
    }
    switch (connection->password) {
    case PasswordKeeping::None: attachSaved(*connection, {}); break;
    case PasswordKeeping::Asked: m_ask->ask(*connection, tr("It is not stored; it is asked each time.")); break;
    case PasswordKeeping::Keychain:
        m_secrets->read(connection->id, this, [this, connection](const SecretAnswer& answer) {
            if (answer.outcome == SecretOutcome::Done) {
                attachSaved(*connection, answer.secret);
            } else {
                m_ask->ask(*connection, tr("It was not found: %1.").arg(answer.why));
            }
        });
        break;
    }
}

void ConnectPage::attachSaved(const SavedConnection& connection, const QString& password) {
    const Status noted = m_book.touch(connection.id, QDateTime::currentDateTimeUtc());
    if (!noted) {
        m_list->setNotice(QString::fromStdString(noted.error().detail));
    }
    m_session.attachLive(connection.seeds, password, firstMode(connection.mode));
    m_attached = connection;
    Q_EMIT entered();
}

void ConnectPage::saveConnection(const SavedConnection& connection, const QString& password) {
    const Result<SavedConnection> saved = m_book.save(connection);
    if (!saved) {
        m_sheet->showMistake(QString::fromStdString(saved.error().detail));
        return;
    }
    m_sheet->dismiss();
    m_list->show(m_book.connections());
    m_list->setNotice({});
    const SavedConnection kept = saved.value();
    if (kept.password != PasswordKeeping::Keychain) {
        m_secrets->forget(kept.id, this, [](const SecretAnswer&) {});
    } else if (!password.isEmpty()) {
        m_secrets->keep(kept.id, password, this, [this, kept](const SecretAnswer& answer) {
            if (answer.outcome != SecretOutcome::Done) {
                SavedConnection asked = kept;
                asked.password = PasswordKeeping::Asked;
                keepConnection(asked, tr("The password of %1 is not stored: %2. It is asked each time.")
                                          .arg(kept.name, answer.why));
            }
        });
    }
}

void ConnectPage::keepConnection(SavedConnection connection, const QString& notice) {
    const Result<SavedConnection> saved = m_book.save(std::move(connection));
    m_list->show(m_book.connections());
    m_list->setNotice(saved ? notice : QString::fromStdString(saved.error().detail));
}

void ConnectPage::removeConnection(const QString& id) {
    forgetRemoved();
    const std::optional<SavedConnection> connection = m_book.find(id);
    const Status removed = m_book.remove(id);
    if (!removed) {
        m_list->setNotice(QString::fromStdString(removed.error().detail));
        return;
    }
    m_removed = connection;
    m_list->show(m_book.connections());
    m_list->setNotice(tr("%1 is removed.").arg(connection ? connection->name : QString()), ConnectionList::Undo::Offered);
}

void ConnectPage::forgetRemoved() {
    if (m_removed) {
        m_secrets->forget(m_removed->id, this, [](const SecretAnswer&) {});
        m_removed.reset();
        m_list->setNotice({});
    }
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

void ConnectPage::toggleLocalGrid() {
    if (m_local.isRunning()) {
        m_local.stop();
        showLocalGrid(tr("Stopped. Its data are kept in %1.").arg(LocalGrid::usualData()));
        return;
    }
    const Status started = m_local.start();
    showLocalGrid(started ? tr("Starting…") : tr("▲ %1").arg(QString::fromStdString(started.error().detail)));
}

void ConnectPage::showLocalGrid(const QString& text) {
    m_localText->setText(text);
    m_localText->setVisible(!text.isEmpty());
    m_localButton->setText(m_local.isRunning() ? tr("Stop the local grid") : tr("Start it"));
}

}  // namespace orrery::console
