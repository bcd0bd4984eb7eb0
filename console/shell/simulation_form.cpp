// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/simulation_form.h"

#include <algorithm>
#include <array>

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QVBoxLayout>

#include "console/shell/preset_card.h"
#include "console/shell/sheet_scroll.h"
#include "console/shell/simulation_speeds.h"
#include "console/widgets/card.h"
#include "console/widgets/card_grid.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/side_by_side.h"
#include "console/widgets/wrap_row.h"

namespace orrery::console {
namespace {

constexpr metrics::Length cardWidth{900};
constexpr int twoColumnsFrom = 680;   ///< Widths at 100 %.
constexpr int leastPreset = 232;
constexpr metrics::Length side{24};
constexpr int fieldWidth = 104;
constexpr std::uint32_t largestNewSeed = 100000;
constexpr std::array presets{SimulationPreset::Small, SimulationPreset::DataHall, SimulationPreset::Largest};

QString courseText(const SimulationOptions& options) {
    const std::array shapes{
        SimulationForm::tr("Requests come at one rate."),
        SimulationForm::tr("The rate swings up and down by four fifths, every two minutes."),
        SimulationForm::tr("A third of the rate; for five seconds of every thirty, four times that."),
        SimulationForm::tr("Half of all requests go to one single key.")};
    const std::array failures{
        SimulationForm::tr("Nothing fails by itself."),
        SimulationForm::tr("A unit crashes every minute or two."),
        SimulationForm::tr("Every 10 to 30 s something fails: units, hosts, links, the store.")};
    return shapes[static_cast<std::size_t>(options.shape)] + QLatin1Char(' ') +
           failures[static_cast<std::size_t>(options.failures)];
}

/// The same grid apart from what a preset leaves to a person.
bool sameSize(const SimulationOptions& left, SimulationOptions right) {
    right.seed = left.seed;
    right.speed = left.speed;
    right.shape = left.shape;
    right.failures = left.failures;
    right.hasStore = left.hasStore;
    return left == right;
}

SegmentedControl* makeChoice(const QStringList& choices, const QString& name, QWidget* parent) {
    auto* choice = new SegmentedControl(choices, parent);
    choice->setAccessibleName(name);
    return choice;
}

QVBoxLayout* makeColumn(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::grid);
    return column;
}

}  // namespace

SimulationForm::SimulationForm(QWidget* window)
    : Overlay(window), m_card(new Card(this)) {
    setObjectName(QStringLiteral("simulationForm"));
    setAccessibleName(tr("Explore a simulated grid"));
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(side, side - metrics::scaled(4), side, side - metrics::scaled(4));
    column->setSpacing(metrics::grid);
    column->addWidget(makeTitle(tr("Explore a simulated grid"), m_card));
    ToneLabel* explanation = makeExplanation(
        tr("The grid's own decisions on a virtual clock, inside this window: no machine, network or database is "
           "touched. The same seed gives the same history."),
        m_card);
    explanation->setWordWrap(true);
    column->addWidget(explanation);
    column->addSpacing(metrics::grid);

    auto* content = new QWidget(m_card);
    auto* parts = makeColumn(content);
    parts->addWidget(buildPresets());
    parts->addSpacing(metrics::margin);
    auto* halves = new SideBySide(twoColumnsFrom, content);
    halves->parts()->setSpacing(2 * side);
    halves->parts()->addWidget(buildGrid(), 2);
    halves->parts()->addWidget(buildCourse(), 3);
    parts->addWidget(halves);
    parts->addStretch(1);
    m_middle = new SheetScroll(content, m_card);
    column->addWidget(m_middle, 1);
    column->addWidget(buildFoot());
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
    fill(SimulationOptions{});
}

QWidget* SimulationForm::buildPresets() {
    auto* row = new CardGrid(leastPreset, static_cast<int>(presets.size()), m_card);
    const std::array cards{
        new PresetCard(QStringLiteral("unit"), tr("Small"), tr("6 units on 3 hosts"), row),
        new PresetCard(QStringLiteral("units"), tr("Data hall"), tr("200 units on 20 hosts"), row),
        new PresetCard(QStringLiteral("wall"), tr("Largest"), tr("500 units on 25 hosts"), row)};
    for (std::size_t index = 0; index < cards.size(); ++index) {
        cards[index]->setObjectName(QStringLiteral("simulationForm.preset%1").arg(index));
        row->add(cards[index]);
        m_presets.push_back(cards[index]);
        connect(cards[index], &QAbstractButton::clicked, this, [this, index] { takePreset(index); });
    }
    return row;
}

QLineEdit* SimulationForm::makeEdit(const QString& name) {
    auto* edit = new QLineEdit(m_card);
    edit->setAccessibleName(name);
    edit->setMaxLength(20);
    edit->setFixedWidth(metrics::scaled(fieldWidth));
    edit->setAlignment(Qt::AlignRight);
    connect(edit, &QLineEdit::textChanged, this, &SimulationForm::whenEdited);
    connect(edit, &QLineEdit::returnPressed, this, &SimulationForm::explore);
    return edit;
}

QLineEdit* SimulationForm::addField(QGridLayout* grid, int row, const QString& name,
                                    std::uint32_t SimulationOptions::* number) {
    QLineEdit* edit = makeEdit(name);
    ToneLabel* label = makeText(name, m_card);
    label->setTone(Tone::Dim);
    grid->addWidget(label, row, 0);
    grid->addWidget(edit, row, 1);
    m_fields.push_back({edit, number, name});
    return edit;
}

QWidget* SimulationForm::buildGrid() {
    auto* half = new QWidget(m_card);
    auto* column = makeColumn(half);
    column->addWidget(makeSection(tr("The grid"), half));
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(metrics::grid);
    grid->setColumnStretch(0, 1);
    addField(grid, 0, tr("Hosts"), &SimulationOptions::hosts)->setObjectName(QStringLiteral("simulationForm.hosts"));
    addField(grid, 1, tr("Units"), &SimulationOptions::units)->setObjectName(QStringLiteral("simulationForm.units"));
    addField(grid, 2, tr("Partitions"), &SimulationOptions::partitions);
    addField(grid, 3, tr("Backups of each"), &SimulationOptions::backups);
    column->addLayout(grid);
    auto* store = new QHBoxLayout;
    ToneLabel* storeLabel = makeText(tr("Database"), half);
    storeLabel->setTone(Tone::Dim);
    m_store = makeChoice({tr("Pretended"), tr("None")}, tr("Database"), half);
    store->addWidget(storeLabel, 1);
    store->addWidget(m_store);
    column->addLayout(store);
    auto* seed = new QHBoxLayout;
    seed->setSpacing(metrics::grid);
    ToneLabel* seedLabel = makeText(tr("Seed"), half);
    seedLabel->setTone(Tone::Dim);
    m_seed = makeEdit(tr("Seed"));
    m_seed->setObjectName(QStringLiteral("simulationForm.seed"));
    auto* another = new QPushButton(tr("Another"), half);
    another->setAutoDefault(false);
    connect(another, &QPushButton::clicked, this, [this] {
        m_seed->setText(QString::number(QRandomGenerator::global()->bounded(1U, largestNewSeed)));
    });
    seed->addWidget(seedLabel, 1);
    seed->addWidget(another);
    seed->addWidget(m_seed);
    column->addLayout(seed);
    column->addStretch(1);
    return half;
}

QWidget* SimulationForm::buildCourse() {
    auto* half = new QWidget(m_card);
    auto* column = makeColumn(half);
    column->addWidget(makeSection(tr("What it goes through"), half));
    m_shape = makeChoice({tr("Steady"), tr("Wave"), tr("Burst"), tr("Hot key")}, tr("Load"), half);
    m_failures = makeChoice({tr("Nothing fails"), tr("Calm"), tr("Rough")}, tr("Failures"), half);
    const auto addChoice = [half, column](const QString& name, SegmentedControl* choice) {
        auto* row = new QHBoxLayout;
        ToneLabel* label = makeText(name, half);
        label->setTone(Tone::Dim);
        row->addWidget(label, 1);
        row->addWidget(choice);
        column->addLayout(row);
    };
    addChoice(tr("Load"), m_shape);
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(metrics::grid);
    grid->setColumnStretch(0, 1);
    addField(grid, 0, tr("Requests per second"), &SimulationOptions::rate);
    addField(grid, 1, tr("Share of reads, %"), &SimulationOptions::readPercent);
    addField(grid, 2, tr("Bytes of a value"), &SimulationOptions::valueBytes);
    addField(grid, 3, tr("Keys"), &SimulationOptions::keys);
    column->addLayout(grid);
    addChoice(tr("Failures"), m_failures);
    m_course = makeExplanation(QString(), half);
    m_course->setWordWrap(true);
    column->addWidget(m_course);
    column->addStretch(1);
    for (SegmentedControl* choice : {m_shape, m_failures, m_store}) {
        connect(choice, &SegmentedControl::chosen, this, &SimulationForm::whenEdited);
    }
    return half;
}

QWidget* SimulationForm::buildFoot() {
    auto* foot = new QWidget(m_card);
    auto* column = makeColumn(foot);
    m_mistake = makeText(QString(), foot);
    m_mistake->setObjectName(QStringLiteral("simulationForm.mistake"));
    m_mistake->setTone(Tone::High);
    m_mistake->setWordWrap(true);
    m_mistake->hide();
    column->addWidget(m_mistake);
    auto* line = new WrapBox(foot);
    WrapRow* row = line->row();
    ToneLabel* speedLabel = makeText(tr("Speed"), foot);
    speedLabel->setTone(Tone::Dim);
    m_speed = makeChoice(speedTexts(), tr("Speed"), foot);
    auto* cancel = new QPushButton(tr("Cancel"), foot);
    cancel->setAutoDefault(false);
    m_explore = new QPushButton(tr("Explore"), foot);
    m_explore->setObjectName(QStringLiteral("simulationForm.explore"));
    m_explore->setProperty("tone", QStringLiteral("accent"));
    m_explore->setAutoDefault(true);
    row->addWidget(speedLabel);
    row->addWidget(m_speed);
    row->addStretch(1);
    auto* buttons = new QHBoxLayout;   // Together, and at the right, also on a line of their own.
    buttons->setSpacing(metrics::gap);
    buttons->addWidget(cancel);
    buttons->addWidget(m_explore);
    row->addLayout(buttons);
    column->addWidget(line);
    connect(cancel, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(m_explore, &QPushButton::clicked, this, &SimulationForm::explore);
    return foot;
}

QRect SimulationForm::cardGeometry() const { return placed(fittedAround(*m_card, *m_middle, cardWidth)); }

QWidget* SimulationForm::card() { return m_card; }

void SimulationForm::openForm() { open(m_explore); }

void SimulationForm::fill(const SimulationOptions& options) {
    m_filling = true;
    for (const Field& field : m_fields) {
        field.edit->setText(QString::number(options.*field.number));
    }
    m_seed->setText(QString::number(options.seed));
    m_store->setCurrent(options.hasStore ? 0 : 1);
    m_shape->setCurrent(static_cast<int>(options.shape));
    m_failures->setCurrent(static_cast<int>(options.failures));
    m_speed->setCurrent(speedIndex(options.speed));
    m_filling = false;
    whenEdited();
}

Result<SimulationOptions> SimulationForm::read() const {
    SimulationOptions options;
    const auto notANumber = [](const QString& name, const QString& text) {
        return Error{ErrorCode::Malformed,
                     tr("%1 takes a whole number, not \"%2\".").arg(name, text).toStdString()};
    };
    for (const Field& field : m_fields) {
        bool good = false;
        options.*field.number = field.edit->text().trimmed().toUInt(&good);
        if (!good) {
            return notANumber(field.name, field.edit->text());
        }
    }
    bool good = false;
    options.seed = m_seed->text().trimmed().toULongLong(&good);
    if (!good) {
        return notANumber(tr("Seed"), m_seed->text());
    }
    options.hasStore = m_store->current() == 0;
    options.shape = static_cast<LoadShape>(m_shape->current());
    options.failures = static_cast<FailureModel>(m_failures->current());
    options.speed = simulationSpeeds[static_cast<std::size_t>(m_speed->current())];
    const Status checked = check(options);
    if (!checked) {
        return checked.error();
    }
    return options;
}

void SimulationForm::whenEdited() {
    if (m_filling) {
        return;
    }
    const Result<SimulationOptions> options = read();
    showMistake(options ? QString() : QString::fromStdString(options.error().detail));
    for (std::size_t index = 0; index < m_presets.size(); ++index) {
        m_presets[index]->setChecked(options && sameSize(options.value(), presetOptions(presets[index])));
    }
    if (options) {
        m_course->setText(courseText(options.value()));
    }
}

void SimulationForm::showMistake(const QString& why) {
    m_mistake->setText(why);
    m_mistake->setVisible(!why.isEmpty());
    m_explore->setEnabled(why.isEmpty());
}

void SimulationForm::takePreset(std::size_t index) {
    SimulationOptions options = presetOptions(presets[index]);
    const Result<SimulationOptions> before = read();
    if (before) {
        options.seed = before.value().seed;
        options.shape = before.value().shape;
        options.failures = before.value().failures;
        options.hasStore = before.value().hasStore;
        options.speed = before.value().speed;
    }
    fill(options);
}

void SimulationForm::explore() {
    const Result<SimulationOptions> options = read();
    if (!options) {
        showMistake(QString::fromStdString(options.error().detail));
        return;
    }
    dismiss();
    Q_EMIT exploreRequested(options.value());
}

}  // namespace orrery::console
