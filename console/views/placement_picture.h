// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cells of the placement matrix as one image, written pixel by pixel: at 200 units by 256
// partitions a painter's call per cell would cost more than the picture.
#pragma once

#include <QImage>

#include "console/views/placement_layout.h"

namespace orrery::console {

/// Paints `cells` into `image`, which is filled with the ground first. `ratio` is device pixels per
/// logical pixel; the image must be large enough for the geometry's area.
void paintPlacement(QImage& image, const MatrixGeometry& geometry,
                    const std::vector<MatrixRow>& rows,
                    const std::vector<std::vector<PlacedCell>>& cells, double ratio);

}  // namespace orrery::console
