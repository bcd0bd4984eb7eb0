// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sheet in which a person writes down a connection: name, agents, mode, colour, password. It only
// gathers and tests; what is saved where is decided by whoever asked (ConnectPage).
#pragma once

#include "console/shell/connection_book.h"
#include "console/shell/overlay.h"
#include "console/source/connection_probe.h"

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace orrery::console {

class Card;
class SegmentedControl;
class SheetScroll;
class TagChooser;
class ToneLabel;

class ConnectionSheet : public Overlay {
    Q_OBJECT
public:
    explicit ConnectionSheet(QWidget* window);

    /// Opens with `connection`; an empty id makes it a new one.
    void edit(const SavedConnection& connection);
    /// Shown in the sheet, which stays open: why saving failed.
    void showMistake(const QString& text);

Q_SIGNALS:
    /// The person wants it saved. `password` is empty when it is to stay as it is or there is none.
    void saveRequested(const orrery::console::SavedConnection& connection, const QString& password);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    void build();
    void addField(QVBoxLayout& column, const QString& label, QWidget* field);
    void buildButtons(QVBoxLayout& column);
    void explainMode();
    void explainPassword();
    /// What the fields say; nothing, with the mistake shown, when the agents cannot be read.
    std::optional<SavedConnection> gathered();
    void save();
    void test();
    void showResult(ProbeOutcome outcome, const QString& text);

    Card* m_card;
    SheetScroll* m_middle = nullptr;
    SavedConnection m_edited;
    ToneLabel* m_title;
    QLineEdit* m_name;
    QLineEdit* m_seeds;
    SegmentedControl* m_mode;
    ToneLabel* m_modeText;
    TagChooser* m_color;
    SegmentedControl* m_keeping;
    QLineEdit* m_password;
    ToneLabel* m_keepingText;
    ToneLabel* m_message;
    QPushButton* m_test;
    ConnectionProbe m_probe;
};

}  // namespace orrery::console
