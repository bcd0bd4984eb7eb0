// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading of the filter language.
#include "console/models/filter_expression.h"

#include <algorithm>
#include <array>

#include <QObject>

namespace orrery::console {
namespace {

using Operation = FilterExpression::Operation;

struct Sign {
    const char* text;
    Operation operation;
};
/// Longer signs first.
constexpr std::array<Sign, 6> signs = {{{">=", Operation::GreaterOrEqual},
                                        {"<=", Operation::LessOrEqual},
                                        {">", Operation::Greater},
                                        {"<", Operation::Less},
                                        {"=", Operation::Equal},
                                        {":", Operation::Contains}}};

/// Words are separated by spaces outside quotation marks; the marks themselves fall away.
QStringList wordsOf(const QString& typed) {
    QStringList words;
    QString word;
    bool quoted = false;
    for (const QChar letter : typed) {
        if (letter == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (letter.isSpace() && !quoted) {
            words.push_back(word);
            word.clear();
        } else {
            word.push_back(letter);
        }
    }
    words.push_back(word);
    words.removeAll(QString());
    return words;
}

bool takeNegation(QString& text) {
    const bool negated = text.startsWith(QLatin1Char('!'));
    text = negated ? text.mid(1) : text;
    return negated;
}

bool compares(double value, Operation operation, double limit) {
    switch (operation) {
    case Operation::Less: return value < limit;
    case Operation::LessOrEqual: return value <= limit;
    case Operation::Greater: return value > limit;
    case Operation::GreaterOrEqual: return value >= limit;
    case Operation::Equal: return value == limit;
    case Operation::Contains: return false;
    }
    return false;
}

}  // namespace

FilterExpression FilterExpression::parse(const QString& typed, const QStringList& columns) {
    FilterExpression expression;
    for (const QString& word : wordsOf(typed.toLower())) {
        expression.addTerm(word, columns);
    }
    return expression;
}

void FilterExpression::addTerm(const QString& word, const QStringList& columns) {
    qsizetype at = -1;
    const Sign* sign = nullptr;
    for (const Sign& candidate : signs) {
        const qsizetype found = word.indexOf(QLatin1String(candidate.text));
        if (found > 0 && (at < 0 || found < at)) {
            at = found;
            sign = &candidate;
        }
    }
    Term term;
    if (!sign) {
        term.text = word;
        term.negated = takeNegation(term.text);
        if (!term.text.isEmpty()) {
            m_terms.push_back(term);
        }
        return;
    }
    term.column = word.left(at);
    term.operation = sign->operation;
    term.text = word.mid(at + static_cast<qsizetype>(qstrlen(sign->text)));
    if (!columns.contains(term.column)) {
        m_problem = QObject::tr("There is no column “%1”: %2")
                        .arg(term.column, columns.join(QStringLiteral(", ")));
        return;
    }
    if (term.operation == Operation::Contains) {
        term.negated = takeNegation(term.text);
    } else {
        bool isNumber = false;
        term.number = term.text.toDouble(&isNumber);
        if (!isNumber) {
            m_problem = QObject::tr("“%1” needs a number").arg(word);
            return;
        }
    }
    if (!term.text.isEmpty()) {
        m_terms.push_back(term);
    }
}

bool matches(const FilterExpression& expression,
             const std::function<FilterCell(const QString&)>& cellOf,
             const std::function<bool(const QString&)>& anyContains) {
    return std::all_of(
        expression.terms().begin(), expression.terms().end(),
        [&](const FilterExpression::Term& term) {
            if (term.column.isEmpty()) {
                return anyContains(term.text) != term.negated;
            }
            const FilterCell cell = cellOf(term.column);
            if (term.operation == Operation::Contains) {
                return cell.text.contains(term.text, Qt::CaseInsensitive) != term.negated;
            }
            bool isNumber = false;
            const double value = cell.value.toDouble(&isNumber);
            return cell.value.isValid() && isNumber && compares(value, term.operation, term.number);
        });
}

}  // namespace orrery::console
