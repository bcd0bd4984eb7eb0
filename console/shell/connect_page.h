// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first page: three doors. Grids that are heard on this network, an address that is known, a
// recording. What went wrong with the last try stands under its door.
#pragma once

#include <QWidget>

#include "console/shell/session.h"
#include "console/source/discovery_listener.h"

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class ToneLabel;

class ConnectPage : public QWidget {
    Q_OBJECT
public:
    explicit ConnectPage(Session& session, QWidget* parent = nullptr);

    /// Under the recording's door.
    void showRecordingError(const QString& why);

Q_SIGNALS:
    /// A live grid or a recording was attached.
    void entered();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* buildDiscovery();
    QWidget* buildAddress();
    QWidget* buildRecording();
    void showDiscovered();
    void connectTo(const std::vector<model::Endpoint>& seeds);
    void connectTyped();
    void openRecording();

    Session& m_session;
    DiscoveryListener m_discovery;
    QVBoxLayout* m_found;
    ToneLabel* m_listening;
    QLineEdit* m_address;
    QLineEdit* m_password;
    ToneLabel* m_addressError;
    ToneLabel* m_recordingError;
};

}  // namespace orrery::console
