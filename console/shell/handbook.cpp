// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/handbook.h"

#include <algorithm>
#include <optional>

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace orrery::console {

namespace {

const QString folder = QStringLiteral(":/orrery/handbook");
const QString first = QStringLiteral("index");
constexpr int titleWeight = 100;

HelpPage readPage(const QString& id) {
    QFile file(folder + QLatin1Char('/') + id + QStringLiteral(".md"));
    HelpPage page{id, id, {}};
    if (!file.open(QIODevice::ReadOnly)) {
        return page;
    }
    QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    lines.removeIf([](const QString& line) { return line.startsWith(QLatin1String("<!-- SPDX")); });
    page.text = lines.join(QLatin1Char('\n')).trimmed();
    for (const QString& line : lines) {
        if (line.startsWith(QLatin1String("# "))) {
            page.title = line.mid(2).trimmed();
            break;
        }
    }
    return page;
}

/// A line of Markdown as a person reads it.
QString plain(QString line) {
    static const QRegularExpression link(QStringLiteral("!?\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression signs(QStringLiteral("[`*|#]+"));
    line.replace(link, QStringLiteral("\\1"));
    line.replace(signs, QStringLiteral(" "));
    return line.simplified();
}

QString excerptAround(const QString& line, const QString& word) {
    const qsizetype at = line.indexOf(word, 0, Qt::CaseInsensitive);
    const qsizetype from = std::max<qsizetype>(0, at - Handbook::longestExcerpt / 3);
    QString part = line.mid(from, Handbook::longestExcerpt);
    if (from > 0) {
        part.prepend(QStringLiteral("…"));
    }
    return from + Handbook::longestExcerpt < line.size() ? part + QStringLiteral("…") : part;
}

std::optional<HelpHit> hitIn(const HelpPage& page, const QStringList& words) {
    HelpHit hit{page.id, page.title, {}, 0};
    for (const QString& word : words) {
        const int inTitle = page.title.contains(word, Qt::CaseInsensitive) ? titleWeight : 0;
        const int inText = static_cast<int>(page.text.count(word, Qt::CaseInsensitive));
        if (inTitle + inText == 0) {
            return std::nullopt;
        }
        hit.weight += inTitle + std::min(inText, titleWeight / 2);
    }
    const QStringList lines = page.text.split(QLatin1Char('\n'));
    for (const QString& line : lines) {
        const QString readable = plain(line);
        if (readable != page.title && readable.contains(words.front(), Qt::CaseInsensitive)) {
            hit.excerpt = excerptAround(readable, words.front());
            break;
        }
    }
    return hit;
}

}  // namespace

Handbook::Handbook() {
    const HelpPage contents = readPage(first);
    m_pages.push_back(contents);
    static const QRegularExpression link(QStringLiteral("\\]\\(([a-z-]+)\\.md\\)"));
    for (auto found = link.globalMatch(contents.text); found.hasNext();) {
        const QString id = found.next().captured(1);
        if (find(id) == nullptr && QFile::exists(folder + QLatin1Char('/') + id + QStringLiteral(".md"))) {
            m_pages.push_back(readPage(id));
        }
    }
    const QStringList files = QDir(folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    for (const QString& file : files) {
        const QString id = file.chopped(3);
        if (find(id) == nullptr) {
            m_pages.push_back(readPage(id));
        }
    }
}

const HelpPage* Handbook::find(const QString& id) const {
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const HelpPage& page) { return page.id == id; });
    return found == m_pages.end() ? nullptr : &*found;
}

void Handbook::add(HelpPage page) {
    const auto found =
        std::find_if(m_pages.begin(), m_pages.end(), [&](const HelpPage& other) { return other.id == page.id; });
    if (found == m_pages.end()) {
        m_pages.push_back(std::move(page));
    } else {
        *found = std::move(page);
    }
}

std::vector<HelpHit> Handbook::search(const QString& words) const {
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<HelpHit> hits;
    for (const HelpPage& page : m_pages) {
        const std::optional<HelpHit> hit = wanted.isEmpty() ? std::nullopt : hitIn(page, wanted);
        if (hit) {
            hits.push_back(*hit);
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.weight > b.weight; });
    return hits;
}

QString Handbook::target(const QString& link) const {
    const QString file = link.section(QLatin1Char('#'), 0, 0);
    const QString id = file.endsWith(QLatin1String(".md")) ? file.chopped(3) : QString();
    return find(id) == nullptr ? QString() : id;
}

}  // namespace orrery::console
