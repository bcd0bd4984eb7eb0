// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A list to choose one of: text, detail at the right or below, an icon. Rows look like those of a DataTable;
// Up, Down and type-ahead choose, Enter or a double click opens.
#pragma once

#include <vector>

#include <QListWidget>

namespace orrery::console {

struct ChoiceRow {
    QString text;
    QString detail;   ///< Below the text; empty: rows of one line.
    QString icon;     ///< Before the text; empty: none.
    friend bool operator==(const ChoiceRow&, const ChoiceRow&) = default;
};

class ChoiceList : public QListWidget {
    Q_OBJECT
public:
    explicit ChoiceList(const QString& name, QWidget* parent = nullptr);

    /// Replaces the rows when they differ; the chosen place is kept as far as it exists. Emits nothing.
    void setRows(const std::vector<ChoiceRow>& rows);
    /// Chooses without emitting `chosen`; -1 chooses nothing.
    void setChosen(int row);
    /// Hides the rows whose text and detail do not hold `typed`.
    void setFilter(const QString& typed);

Q_SIGNALS:
    /// A person moved to this row.
    void chosen(int row);
    /// Enter or a double click.
    void opened(int row);

private:
    void applyFilter();

    std::vector<ChoiceRow> m_rows;
    QString m_filter;
    bool m_following = false;   ///< The choice is being set by the program.
};

}  // namespace orrery::console
