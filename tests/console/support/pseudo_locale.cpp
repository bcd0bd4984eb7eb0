// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pseudo_locale.h"

#include <algorithm>

namespace orrery::console::fixture {

namespace {

constexpr int growthPercent = 40;
constexpr int fillerWord = 7;
const QString plainVowels = QStringLiteral("aeiouAEIOU");
const QString ownVowels = QStringLiteral("äëïöüÄËÏÖÜ");

}  // namespace

QString PseudoTranslator::spoken(const QString& text) {
    QString result;
    int letters = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar sign = text.at(at);
        if (sign == QLatin1Char('%') && at + 1 < text.size()) {
            // A placeholder: its letter must stay as it is.
            result += sign;
            result += text.at(++at);
            continue;
        }
        const qsizetype vowel = plainVowels.indexOf(sign);
        result += vowel < 0 ? sign : ownVowels.at(vowel);
        letters += sign.isLetter() ? 1 : 0;
    }
    // The blanks at the end stay at the end: they keep this text from the next.
    qsizetype blanks = 0;
    while (blanks < result.size() && result.at(result.size() - 1 - blanks).isSpace()) {
        ++blanks;
    }
    const QString end = result.right(blanks);
    result.chop(blanks);
    const int growth = letters < 2 ? 0 : std::max(1, letters * growthPercent / 100);
    for (int added = 0; added < growth; ++added) {
        result += added % fillerWord == 0 && added > 0 ? QLatin1Char(' ') : QChar(u'ö');
    }
    return result + end;
}

QString PseudoTranslator::translate(const char*, const char* source, const char*, int) const {
    return spoken(QString::fromUtf8(source));
}

bool isPlainWord(const QString& word) {
    const auto letters = std::count_if(word.begin(), word.end(), [](QChar sign) { return sign.isLetter(); });
    const bool plain =
        std::any_of(word.begin(), word.end(), [](QChar sign) { return plainVowels.contains(sign); });
    return letters >= 3 && plain;
}

}  // namespace orrery::console::fixture
