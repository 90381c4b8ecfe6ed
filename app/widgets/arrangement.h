#pragma once

#include <QByteArray>

#include <functional>

namespace rig::widgets {

/// Where a person's own arrangement of panels is kept; composition fills this in. Without it an arrangement
/// lasts as long as the window.
struct Arrangement
{
    QByteArray kept{}; ///< as it was kept last; empty: the usual one
    /// Keeps another one; empty: the usual one again.
    std::function<void(const QByteArray &)> keep{};
};

} // namespace rig::widgets
