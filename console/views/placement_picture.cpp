// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Edges are rounded to device pixels here, once per cell, so neighbouring cells never overlap.
#include "console/views/placement_picture.h"

#include <algorithm>
#include <cmath>

#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

struct PixelBox {
    int left = 0, top = 0, right = 0, bottom = 0;  ///< Right and bottom are outside.
};

class Canvas {
public:
    explicit Canvas(QImage& image)
        : m_bits(reinterpret_cast<QRgb*>(image.bits())),
          m_stride(static_cast<int>(image.bytesPerLine() / 4)),
          m_width(image.width()),
          m_height(image.height()) {}

    void fill(const PixelBox& box, QRgb color) {
        const int left = std::clamp(box.left, 0, m_width);
        const int right = std::clamp(box.right, left, m_width);
        for (int y = std::max(0, box.top); y < std::min(box.bottom, m_height); ++y) {
            std::fill(m_bits + y * m_stride + left, m_bits + y * m_stride + right, color);
        }
    }
    void frame(const PixelBox& box, QRgb color, int line) {
        fill({box.left, box.top, box.right, box.top + line}, color);
        fill({box.left, box.bottom - line, box.right, box.bottom}, color);
        fill({box.left, box.top, box.left + line, box.bottom}, color);
        fill({box.right - line, box.top, box.right, box.bottom}, color);
    }

private:
    QRgb* m_bits;
    int m_stride;
    int m_width;
    int m_height;
};

PixelBox boxOf(const QRectF& area, double ratio) {
    PixelBox box;
    box.left = static_cast<int>(std::lround(area.left() * ratio));
    box.top = static_cast<int>(std::lround(area.top() * ratio));
    box.right = std::max(box.left + 1, static_cast<int>(std::lround(area.right() * ratio)));
    box.bottom = std::max(box.top + 1, static_cast<int>(std::lround(area.bottom() * ratio)));
    return box;
}

}  // namespace

void paintPlacement(QImage& image, const MatrixGeometry& geometry,
                    const std::vector<MatrixRow>& rows,
                    const std::vector<std::vector<PlacedCell>>& cells, double ratio) {
    const Colors& colors = theme::colors();
    image.fill(colors.ground);
    Canvas canvas(image);
    const int line = std::max(1, static_cast<int>(std::lround(ratio)));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t partition = 0; partition < cells[row].size(); ++partition) {
            const PlacedCell& cell = cells[row][partition];
            if (cell.what == Placed::Nothing) {
                continue;
            }
            const MatrixCell at{static_cast<int>(row), static_cast<int>(partition)};
            const PixelBox box = boxOf(geometry.cell(at), ratio);
            const QRgb ink = (cell.sharesHost                ? colors.medium
                              : cell.what == Placed::Joining ? colors.accent
                              : cell.what == Placed::Primary ? colors.primary
                                                             : colors.backup)
                                 .rgb();
            const bool room = box.right - box.left >= 3 * line && box.bottom - box.top >= 3 * line;
            if (cell.what == Placed::Primary || !room) {
                canvas.fill(box, ink);
            } else {
                canvas.frame(box, ink, line);
            }
        }
    }
}

}  // namespace orrery::console
