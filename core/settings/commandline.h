#pragma once

#include <QCommandLineOption>
#include <QList>

#include <map>
#include <string>

class QCommandLineParser;

namespace rig::settings {

/// The described settings that have an option, for a program's parser.
QList<QCommandLineOption> commandLineOptions();

/// What a parser with these options was given, for Sources::options; the last one of a name counts.
std::map<std::string, std::string> givenOptions(const QCommandLineParser &parser);

} // namespace rig::settings
