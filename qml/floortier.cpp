#include "qml/floortier.h"

#include <algorithm>
#include <array>

namespace rig::qml {

using namespace Qt::Literals::StringLiterals;

namespace {

/// 30 frames a second, with some room: below it walking is felt to be rough.
constexpr TierChooser::Milliseconds most{30};

} // namespace

QLatin1String nameOf(FloorTier tier)
{
    return tier == FloorTier::low ? "low"_L1 : tier == FloorTier::medium ? "medium"_L1 : "high"_L1;
}

Result<std::optional<FloorTier>> tierNamed(QStringView name)
{
    if (name == "auto"_L1)
        return std::nullopt;
    for (const FloorTier tier : {FloorTier::low, FloorTier::medium, FloorTier::high})
        if (name == nameOf(tier))
            return tier;
    return failure(ErrorKind::badConfiguration, u"low, medium, high or auto, not '%1'."_s.arg(name));
}

FloorTier tierOfRenderer(QStringView name)
{
    // Mesa's two, Chromium's, Apple's, and what Windows has where no driver is.
    constexpr std::array software{"llvmpipe"_L1,
                                  "softpipe"_L1,
                                  "swrast"_L1,
                                  "SwiftShader"_L1,
                                  "Apple Software Renderer"_L1,
                                  "Microsoft Basic Render"_L1,
                                  "GDI Generic"_L1};
    const bool slow = std::ranges::any_of(
        software, [&](QLatin1StringView one) { return name.contains(one, Qt::CaseInsensitive); });
    return slow ? FloorTier::low : FloorTier::high;
}

TierChooser::TierChooser(FloorTier start, Milliseconds screenFrame)
    : m_tier(start), m_most(std::max(most, 2 * screenFrame))
{
}

void TierChooser::startOver()
{
    m_warm = 0;
    m_frames.clear();
}

std::optional<FloorTier> TierChooser::take(Milliseconds frame)
{
    if (m_tier == FloorTier::low || ++m_warm <= warmingUp)
        return {};
    m_frames.push_back(frame);
    if (m_frames.size() < counted)
        return {};
    const auto middle = m_frames.begin() + counted / 2;
    std::ranges::nth_element(m_frames, middle);
    const bool slow = *middle > m_most;
    startOver();
    if (!slow)
        return {};
    m_tier = m_tier == FloorTier::high ? FloorTier::medium : FloorTier::low;
    return m_tier;
}

} // namespace rig::qml
