// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of a log, newest at the bottom: may be read, selected and copied, not changed. It stays at the newest line
// as lines come, unless a person reads further up or has selected something: then the new lines wait.
#pragma once

#include <QPlainTextEdit>
#include <optional>
#include <vector>

#include "console/widgets/colors.h"

namespace orrery::console {

struct LogTextLine {
    QString text;
    Tone tone = Tone::Normal;
    friend bool operator==(const LogTextLine&, const LogTextLine&) = default;
};

class LogText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit LogText(QWidget* parent = nullptr);

    /// At once, or when the person is back at the newest line.
    void setLines(std::vector<LogTextLine> lines);
    /// Shows none, and forgets what waits.
    void clearLines();
    const std::vector<LogTextLine>& lines() const { return m_lines; }
    /// New lines wait until the person is done with these.
    bool isHeld() const { return m_waiting.has_value(); }

Q_SIGNALS:
    void heldChanged();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool isBeingRead() const;
    void takeWaiting();
    void render();
    void showNewest();

    std::vector<LogTextLine> m_lines;
    std::optional<std::vector<LogTextLine>> m_waiting;
    bool m_rendering = false;
};

}  // namespace orrery::console
