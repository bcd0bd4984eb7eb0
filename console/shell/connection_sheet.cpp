// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/connection_sheet.h"


#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "console/shell/sheet_scroll.h"
#include "console/source/live_source.h"
#include "console/widgets/card.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/tag_chooser.h"

namespace orrery::console {

namespace {

const metrics::Length cardWidth{560};
const metrics::Length side{24};

QString seedText(const std::vector<model::Endpoint>& seeds) {
    QStringList texts;
    for (const model::Endpoint& seed : seeds) {
        texts << textOf(seed);
    }
    return texts.join(QStringLiteral(", "));
}

QLineEdit* makeField(const char* name, QWidget* parent) {
    auto* field = new QLineEdit(parent);
    field->setObjectName(QStringLiteral("connectionSheet.") + QLatin1String(name));
    return field;
}

}  // namespace

ConnectionSheet::ConnectionSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_title(makeTitle({}, m_card)), m_name(makeField("name", m_card)),
      m_seeds(makeField("seeds", m_card)),
      m_mode(new SegmentedControl({tr("Observe"), tr("Operate"), tr("Protected")}, m_card)),
      m_modeText(makeExplanation({}, m_card)), m_color(new TagChooser(m_card)),
      m_keeping(new SegmentedControl({tr("No password"), tr("In the keychain"), tr("Ask each time")}, m_card)),
      m_password(makeField("password", m_card)), m_keepingText(makeExplanation({}, m_card)),
      m_message(makeText({}, m_card)), m_test(new QPushButton(tr("Test"), m_card)), m_probe(this) {
    setObjectName(QStringLiteral("connectionSheet"));
    build();
    connect(m_mode, &SegmentedControl::chosen, this, &ConnectionSheet::explainMode);
    connect(m_keeping, &SegmentedControl::chosen, this, &ConnectionSheet::explainPassword);
    connect(m_test, &QPushButton::clicked, this, &ConnectionSheet::test);
    connect(&m_probe, &ConnectionProbe::finished, this, &ConnectionSheet::showResult);
    connect(this, &Overlay::cancelled, this, [this] {
        m_probe.drop();
        m_password->clear();
        dismiss();
    });
}

void ConnectionSheet::build() {
    auto* fields = new QWidget(m_card);
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    addField(*column, tr("Name"), m_name);
    m_seeds->setPlaceholderText(tr("host:port, host:port"));
    addField(*column, tr("Agents"), m_seeds);
    addField(*column, tr("Begins in"), m_mode);
    column->addWidget(m_modeText);
    addField(*column, tr("Colour"), m_color);
    addField(*column, tr("Password"), m_keeping);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password"));
    column->addWidget(m_password);
    column->addWidget(m_keepingText);
    column->addStretch(1);
    m_middle = new SheetScroll(fields, m_card);
    auto* whole = new QVBoxLayout(m_card);
    whole->setContentsMargins(side, side, side, side);
    whole->setSpacing(metrics::grid);
    whole->addWidget(m_title);
    whole->addSpacing(metrics::grid);
    whole->addWidget(m_middle, 1);
    m_message->setWordWrap(true);
    whole->addWidget(m_message);
    buildButtons(*whole);
}

void ConnectionSheet::addField(QVBoxLayout& column, const QString& label, QWidget* field) {
    ToneLabel* name = makeSection(label, m_card);
    name->setBuddy(field);
    field->setAccessibleDescription(label);
    if (field->accessibleName().isEmpty()) {
        field->setAccessibleName(label);
    }
    column.addWidget(name);
    column.addWidget(field);
}

void ConnectionSheet::buildButtons(QVBoxLayout& column) {
    auto* line = new QHBoxLayout;
    line->addWidget(m_test);
    line->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"), m_card);
    auto* store = new QPushButton(tr("Save connection"), m_card);
    store->setObjectName(QStringLiteral("connectionSheet.save"));
    store->setProperty("tone", QStringLiteral("accent"));
    line->addWidget(cancel);
    line->addWidget(store);
    column.addLayout(line);
    connect(cancel, &QPushButton::clicked, this, &Overlay::cancelled);
    connect(store, &QPushButton::clicked, this, &ConnectionSheet::save);
    for (QLineEdit* field : {m_name, m_seeds, m_password}) {
        connect(field, &QLineEdit::returnPressed, this, &ConnectionSheet::save);
    }
}

void ConnectionSheet::edit(const SavedConnection& connection) {
    m_edited = connection;
    m_title->setText(connection.id.isEmpty() ? tr("New connection") : tr("Connection to %1").arg(connection.name));
    m_name->setText(connection.name);
    m_seeds->setText(seedText(connection.seeds));
    m_mode->setCurrent(static_cast<int>(connection.mode));
    m_color->setCurrent(connection.color);
    m_keeping->setCurrent(static_cast<int>(connection.password));
    m_password->clear();
    m_message->setText({});
    m_test->setEnabled(true);
    explainMode();
    explainPassword();
    open(m_name);
}

void ConnectionSheet::explainMode() {
    switch (static_cast<ConnectionMode>(m_mode->current())) {
    case ConnectionMode::Observe: m_modeText->setText(tr("Nothing can be changed until you switch to operate.")); break;
    case ConnectionMode::Operate: m_modeText->setText(tr("Actions are offered at once; each shows its plan first.")); break;
    case ConnectionMode::Protected:
        m_modeText->setText(tr("Begins in observe. To operate, you type the grid's name."));
        break;
    }
}

void ConnectionSheet::explainPassword() {
    const auto keeping = static_cast<PasswordKeeping>(m_keeping->current());
    m_password->setVisible(keeping == PasswordKeeping::Keychain);
    const bool kept = !m_edited.id.isEmpty() && m_edited.password == PasswordKeeping::Keychain;
    m_password->setPlaceholderText(kept ? tr("Stored. Write a new one to change it.") : tr("The grid's password"));
    switch (keeping) {
    case PasswordKeeping::None: m_keepingText->setText(tr("The grid asks for none.")); break;
    case PasswordKeeping::Keychain: m_keepingText->setText(tr("Kept by the system's keychain, never in a file of ours.")); break;
    case PasswordKeeping::Asked: m_keepingText->setText(tr("Not stored: asked each time you connect.")); break;
    }
}

std::optional<SavedConnection> ConnectionSheet::gathered() {
    SavedConnection connection = m_edited;
    connection.name = m_name->text();
    connection.seeds.clear();
    const QStringList texts = m_seeds->text().split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString& text : texts) {
        const std::optional<model::Endpoint> endpoint = endpointFrom(text.trimmed());
        if (!endpoint) {
            showMistake(tr("\"%1\" is not an address; write host:port, e.g. 10.0.0.5:7100").arg(text.trimmed()));
            m_seeds->setFocus(Qt::OtherFocusReason);
            return std::nullopt;
        }
        connection.seeds.push_back(*endpoint);
    }
    connection.mode = static_cast<ConnectionMode>(m_mode->current());
    connection.color = m_color->current();
    connection.password = static_cast<PasswordKeeping>(m_keeping->current());
    return connection;
}

void ConnectionSheet::save() {
    if (const std::optional<SavedConnection> connection = gathered()) {
        const QString password = m_password->isVisible() ? m_password->text() : QString();
        m_probe.drop();
        Q_EMIT saveRequested(*connection, password);
    }
}

void ConnectionSheet::test() {
    const std::optional<SavedConnection> connection = gathered();
    if (connection) {
        m_message->setTone(Tone::Dim);
        m_message->setText(tr("Trying…"));
        m_test->setEnabled(false);
        m_probe.start(connection->seeds, m_password->text());
    }
}

void ConnectionSheet::showResult(ProbeOutcome outcome, const QString& text) {
    m_test->setEnabled(true);
    m_message->setTone(outcome == ProbeOutcome::Answered ? Tone::Normal : Tone::High);
    m_message->setText(outcome == ProbeOutcome::Answered ? tr("✓ %1").arg(text) : tr("▲ %1").arg(text));
}

void ConnectionSheet::showMistake(const QString& text) {
    m_message->setTone(Tone::High);
    m_message->setText(tr("▲ %1").arg(text));
}

QRect ConnectionSheet::cardGeometry() const {
    return placed(fittedAround(*m_card, *m_middle, cardWidth) + QSize(0, metrics::margin));
}

QWidget* ConnectionSheet::card() { return m_card; }

}  // namespace orrery::console
