// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is on screen, as a file: picture or table, this view or the whole window, with or without the
// names. The picture is taken of what the view shows at that moment; with names replaced the view is
// shown a redacted snapshot for the length of one painting.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "console/exports/writers.h"
#include "console/shell/overlay.h"
#include "console/state/grid_snapshot.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace orrery::console {

class Card;
class SegmentedControl;
class ToneLabel;

/// What can be exported now.
struct ExportSubject {
    QWidget* view = nullptr;      ///< The view in the middle.
    QWidget* window = nullptr;    ///< All around it.
    QString title;                ///< Of the view.
    QString mode;                 ///< "LIVE", "REWOUND", "REPLAY", "SIMULATED"
    std::optional<TimeRange> range;   ///< That the view's curves cover; none: it has none.
    SnapshotPointer snapshot;     ///< What is shown; never null.
    /// Makes everything show that snapshot at once and stay at it; null: goes on as before.
    std::function<void(const SnapshotPointer&)> show;
    /// What the view shows as tables; none: it shows no table.
    std::function<std::vector<ExportTable>()> tables;
};

class ExportSheet : public Overlay {
    Q_OBJECT
public:
    explicit ExportSheet(QWidget* window);

    /// Opens with a fresh file name in the folder used last.
    void openFor(ExportSubject subject);

Q_SIGNALS:
    /// The file that was written.
    void exported(const QString& path);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    void build();
    void addRow(class QGridLayout& rows, const QString& label, QWidget* field);
    void follow();
    void write();
    Status writeAs(ExportFormat format, const QString& path, const GridSnapshot& picture);
    Status writeTables(ExportFormat format, const QString& path, const GridSnapshot& picture);
    QString suggestion() const;

    ExportSubject m_subject;
    Card* m_card;
    SegmentedControl* m_format;
    SegmentedControl* m_extent;
    QCheckBox* m_redact;
    QLineEdit* m_path;
    ToneLabel* m_error;
    QPushButton* m_cancel;
    QPushButton* m_write;
};

}  // namespace orrery::console
