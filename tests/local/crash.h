#pragma once

#include <chrono>
#include <filesystem>

/// Starts the private PostgreSQL of an installation in a process of its own, which kills itself when the
/// server answers. The signal it died of.
int startAndCrash(const std::filesystem::path &home);

/// Likewise, and kills that process after a while, whatever it is at.
void startAndKill(const std::filesystem::path &home, std::chrono::milliseconds after);

/// The part of that process; called first thing in main, returns where this is not one.
void crashIfAskedTo();
