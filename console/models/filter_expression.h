// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small filter language of the tables: terms separated by spaces, all must hold.
//
//   host:b        the column "host" contains "b" (any case)
//   state:!ready  it does not
//   lag>50        comparison with a number: > >= < <= =   (an unknown value never holds)
//   "two words"   any column contains the text; also host:"rack 4"
//   !word         no column contains it
#pragma once

#include <functional>
#include <vector>

#include <QString>
#include <QStringList>
#include <QVariant>

namespace orrery::console {

class FilterExpression {
public:
    enum class Operation { Contains, Less, LessOrEqual, Greater, GreaterOrEqual, Equal };
    struct Term {
        QString column;  ///< Empty: any column. Lower case.
        Operation operation = Operation::Contains;
        bool negated = false;
        QString text;       ///< Lower case.
        double number = 0;  ///< For comparisons.
    };

    /// Reads what a person typed. `columns` are the names that exist; problem() says what was not
    /// understood, and the terms that were understood still filter.
    static FilterExpression parse(const QString& typed, const QStringList& columns);

    bool empty() const { return m_terms.empty(); }
    const std::vector<Term>& terms() const { return m_terms; }
    /// Empty, or a sentence: "There is no column “zone”: host, lag, state".
    QString problem() const { return m_problem; }

private:
    void addTerm(const QString& word, const QStringList& columns);

    std::vector<Term> m_terms;
    QString m_problem;
};

/// A row's cell by the column's filter name: text as shown, value as sorted.
struct FilterCell {
    QString text;
    QVariant value;
};

/// True when the row holds for every term. `cellOf` gives a column's cell; `anyContains` says
/// whether any cell shows the text (any case).
bool matches(const FilterExpression& expression,
             const std::function<FilterCell(const QString&)>& cellOf,
             const std::function<bool(const QString&)>& anyContains);

}  // namespace orrery::console
