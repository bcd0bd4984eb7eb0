// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table of finished texts, set as a whole: for lists that are short and change seldom, where the tables
// of models/ with their identities would be too much.
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

namespace orrery::console {

class PlainTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Row {
        QStringList cells;
        QString key;       ///< What the row stands for; PlainTableModel::KeyRole.
        int priority = 0;  ///< 1, 2, 3 as Priority; 0: it needs no one.
        friend bool operator==(const Row&, const Row&) = default;
    };
    static constexpr int KeyRole = Qt::UserRole + 100;
    static constexpr int UrgencyRole = KeyRole + 1;

    PlainTableModel(QStringList titles, std::vector<int> figureColumns, QObject* parent = nullptr);

    /// Resets the table unless the rows are the same.
    void setRows(std::vector<Row> rows);
    int rowOf(const QString& key) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QStringList m_titles;
    std::vector<int> m_figureColumns;
    std::vector<Row> m_rows;
};

}  // namespace orrery::console
