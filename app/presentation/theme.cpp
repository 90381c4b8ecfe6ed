#include "presentation/theme.h"

#include <cstdint>

namespace rig::presentation {

namespace {

using Rgb = std::uint32_t;

struct StatusRgb
{
    Rgb ink, fill, on, wash;
};

struct Look
{
    std::array<Rgb, 19> roles;         ///< in the order of Role
    std::array<StatusRgb, 9> statuses; ///< in the order of Status
    Rgb warningEdge, alarmEdge;
    std::array<Rgb, 6> series;
    Rgb plate;
};

constexpr Look neon{
    {0x060a12, 0x0b111c, 0x111a29, 0x1a263a, 0x090e18, 0x24334b, 0x5f7b9d, 0x2a3b55, 0xeaf2fb, 0xb6c5d7,
     0x8c9fb6, 0x5f7189, 0x2bd9f7, 0x03151a, 0x0d2b39, 0xff8a3c, 0xffffff, 0x5dbfd4, 0x03060c},
    {{{0x3ddc97, 0x3ddc97, 0x04140d, 0x10241f},
      {0xffd23f, 0xffd23f, 0x1a1400, 0x2b2614},
      {0xff7480, 0xde1f37, 0xffffff, 0x35121e},
      {0x9facbd, 0x3a475a, 0xeaf2fb, 0x18212f},
      {0xdce4ee, 0xdce4ee, 0x0b111c, 0x1b2431},
      {0x9facbd, 0x3a475a, 0xeaf2fb, 0x18212f},
      {0xcba6ff, 0x7a4bd6, 0xffffff, 0x1e1836},
      {0x8db8ff, 0x3069bf, 0xffffff, 0x14233d},
      {0xffa25e, 0xff8a3c, 0x1f0e02, 0x2e1d12}}},
    0xffd23f,
    0xff4b5f,
    {0x4c9edb, 0xd2882c, 0x37f19c, 0xf3d7ed, 0x7450ff, 0x858c91},
    0x0b111c,
};

constexpr Look calm{
    {0xc9cdd1, 0xd8dbde, 0xe4e6e8, 0xf2f3f4, 0xc1c6cb, 0xb1b7bd, 0x616b75, 0xb9c0c6, 0x161b20, 0x363f47,
     0x444e57, 0x7c868f, 0x0a5566, 0xffffff, 0xc6dadf, 0x3a444d, 0x0b3b8c, 0x5b6670, 0x5e666e},
    {{{0x46505a, 0x6b7680, 0xffffff, 0xe4e6e8},
      {0x624700, 0xf7c600, 0x1f1700, 0xf3e7b4},
      {0x9c0a1c, 0xc8102e, 0xffffff, 0xf4d5d8},
      {0x444e57, 0x8a949d, 0x161b20, 0xd3d7da},
      {0x161b20, 0x2b333b, 0xffffff, 0xcfd3d7},
      {0x444e57, 0x8a949d, 0x161b20, 0xd3d7da},
      {0x5627a0, 0x6a3db8, 0xffffff, 0xe0d8ee},
      {0x1e4682, 0x2f5e9e, 0xffffff, 0xd3dcea},
      {0x7e3902, 0xa04d0a, 0xffffff, 0xeddac8}}},
    0x7a5a00,
    0xc8102e,
    {0x1781ba, 0xaa5a1b, 0x014724, 0x640c55, 0x3801d0, 0x6f7377},
    0xe4e6e8,
};

const Look &look(Theme::Kind kind)
{
    return kind == Theme::Kind::neon ? neon : calm;
}

QColor colourOf(Rgb rgb)
{
    return QColor::fromRgb(rgb);
}

} // namespace

QColor Theme::colour(Role role) const
{
    return colourOf(look(m_kind).roles[static_cast<std::size_t>(role)]);
}

StatusColours Theme::status(Status status) const
{
    const StatusRgb &rgb = look(m_kind).statuses[static_cast<std::size_t>(status)];
    return {colourOf(rgb.ink), colourOf(rgb.fill), colourOf(rgb.on), colourOf(rgb.wash)};
}

QColor Theme::edge(Status status) const
{
    if (status == Status::warning)
        return colourOf(look(m_kind).warningEdge);
    if (status == Status::alarm)
        return colourOf(look(m_kind).alarmEdge);
    return this->status(status).ink;
}

QColor Theme::value(Status status) const
{
    const bool told = status == Status::warning || status == Status::alarm || status == Status::maintenance;
    if (status == Status::normal || (told && !neon()))
        return colour(Role::text1);
    return this->status(status).ink;
}

std::array<QColor, 6> Theme::series() const
{
    std::array<QColor, 6> colours;
    for (std::size_t i = 0; i < colours.size(); ++i)
        colours[i] = colourOf(look(m_kind).series[i]);
    return colours;
}

QColor Theme::plate() const
{
    return colourOf(look(m_kind).plate);
}

} // namespace rig::presentation
