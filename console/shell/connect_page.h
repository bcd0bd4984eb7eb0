// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first page: doors to a simulated grid, to grids on this network, to a recording; a small real grid
// on this machine; and the saved connections. Whoever comes for the first time gets to a living picture
// with one press.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include <QWidget>

#include "console/secrets/secret_store.h"
#include "console/shell/connection_book.h"
#include "console/shell/session.h"
#include "console/source/discovery_listener.h"
#include "console/source/local_grid.h"

class QGridLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class ConnectionList;
class ConnectionSheet;
class PasswordSheet;
class ToneLabel;

/// The ways in. Those whose next step is not on this page are announced by doorChosen.
enum class Door { Simulation };

/// What the page stands on; tests put their own in.
struct ConnectServices {
    QString bookPath;                      ///< The file of saved connections.
    std::unique_ptr<SecretStore> secrets;  ///< Never null.
    QString programs;                      ///< Where the grid's programs are looked for.
    QString localData;                     ///< Data of the local grid.

    /// The person's settings folder, the system's keychain, the programs beside the console.
    static ConnectServices usual();
};

class ConnectPage : public QWidget {
    Q_OBJECT
public:
    explicit ConnectPage(Session& session, QWidget* parent = nullptr,
                         ConnectServices services = ConnectServices::usual());
    ~ConnectPage() override;

    /// Under the recording's door.
    void showRecordingError(const QString& why);
    /// The saved connection that was attached last; none when the grid was reached another way.
    const std::optional<SavedConnection>& attachedConnection() const { return m_attached; }

Q_SIGNALS:
    /// A live grid or a recording was attached.
    void entered();
    /// A person went to a door whose next step is elsewhere.
    void doorChosen(orrery::console::Door door);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    /// As many beside each other as have room.
    void placeDoors();
    QWidget* buildSimulation();
    QWidget* buildDiscovery();
    QWidget* buildRecording();
    QWidget* buildLocalGrid();
    void connectBook();
    void showDiscovered();
    void attach(const std::vector<model::Endpoint>& seeds, const QString& password, Mode mode);
    void connectTyped();
    void openRecording();
    void toggleLocalGrid();
    void showLocalGrid(const QString& text);

    void connectSaved(const QString& id);
    void attachSaved(const SavedConnection& connection, const QString& password);
    void saveConnection(const SavedConnection& connection, const QString& password);
    void keepConnection(SavedConnection connection, const QString& notice);
    void removeConnection(const QString& id);
    void forgetRemoved();

    Session& m_session;
    std::unique_ptr<SecretStore> m_secrets;
    ConnectionBook m_book;
    LocalGrid m_local;
    DiscoveryListener m_discovery;
    std::optional<SavedConnection> m_attached;
    std::optional<SavedConnection> m_removed;  ///< May be taken back; its secret is still kept.
    QGridLayout* m_doors = nullptr;
    int m_columns = 0;
    std::array<QWidget*, 7> m_parts{};   ///< Title, line, the four doors, the list.
    ConnectionList* m_list = nullptr;
    ConnectionSheet* m_sheet = nullptr;
    PasswordSheet* m_ask = nullptr;
    QVBoxLayout* m_found = nullptr;
    ToneLabel* m_listening = nullptr;
    QLineEdit* m_address = nullptr;
    QLineEdit* m_password = nullptr;
    ToneLabel* m_addressError = nullptr;
    ToneLabel* m_recordingError = nullptr;
    QPushButton* m_localButton = nullptr;
    ToneLabel* m_localText = nullptr;
};

}  // namespace orrery::console
