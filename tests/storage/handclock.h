#pragma once

#include "domain/clock.h"

/// A clock that stands until a test moves it.
class HandClock : public rig::Clock
{
public:
    rig::Instant now() const override { return wall; }
    std::chrono::nanoseconds steady() const override { return at; }

    rig::Instant wall{};
    std::chrono::nanoseconds at = std::chrono::hours{1};
};
