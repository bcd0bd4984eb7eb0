// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: a language that nobody speaks. Every text that goes through tr() gets accents on its
// vowels and grows by 40 %, so that a picture shows which texts are not translated (plain vowels) and
// which places are too small.
#pragma once

#include <QTranslator>

namespace orrery::console::fixture {

class PseudoTranslator : public QTranslator {
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    QString translate(const char* context, const char* source, const char* disambiguation,
                      int count) const override;
    bool isEmpty() const override { return false; }

    /// `text` as this language has it. Placeholders (%1, %n, %L1) stay; what has no letters stays whole.
    static QString spoken(const QString& text);
};

/// True for a word of three letters or more with a vowel that is not of the language.
bool isPlainWord(const QString& word);

}  // namespace orrery::console::fixture
