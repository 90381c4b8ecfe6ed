#include "composition/window/options.h"

#include "settings/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace rig::composition {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize leastSize(1280, 720); ///< the window has no smaller one
constexpr QSize mostSize(16384, 16384);
constexpr double mostSeconds = 7 * 24 * 3600;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(rig::composition::Options)
};

tl::unexpected<Error> wrongOption(const QString &option, const QString &given, const QString &wanted)
{
    return failure(ErrorKind::badConfiguration,
                   Words::tr("--%1 takes %2, not '%3'.").arg(option, wanted, given));
}

struct Described
{
    QCommandLineOption help{{u"h"_s, u"help"_s}, Words::tr("Shows this text.")};
    QCommandLineOption version{{u"v"_s, u"version"_s}, Words::tr("Shows the version.")};
    QCommandLineOption theme{u"theme"_s, Words::tr("neon (the default) or calm."), u"NAME"_s, u"neon"_s};
    QCommandLineOption motion{
        u"motion"_s, Words::tr("full (the default) or reduced: nothing on the floor shakes or flashes."),
        u"NAME"_s, u"full"_s};
    QCommandLineOption tier{
        u"tier"_s,
        Words::tr("auto (the default), low, medium or high: how much the picture of the floor may cost. By "
                  "itself it is low without a graphics card, and less than high where frames take too long."),
        u"NAME"_s, u"auto"_s};
    QCommandLineOption size{u"size"_s, Words::tr("The window's size, 1280x720 at least."), u"WxH"_s,
                            u"1280x720"_s};
    QCommandLineOption screenshot{
        u"screenshot"_s,
        Words::tr("Saves a picture of the window, with its 3D part, before --exit-after or a signal ends it; "
                  "without --exit-after also after 10 s."),
        u"FILE"_s};
    QCommandLineOption exitAfter{u"exit-after"_s, Words::tr("Ends after so many seconds."), u"SECONDS"_s};
    QCommandLineOption exitAfterStartup{u"exit-after-startup"_s,
                                        Words::tr("Says after what time the window stood, and ends.")};

    QList<QCommandLineOption> all() const
    {
        return {theme, motion, tier, size, screenshot, exitAfter, exitAfterStartup, help, version};
    }
};

Result<presentation::Theme::Kind> themeOf(const QString &text)
{
    using Kind = presentation::Theme::Kind;
    if (text == "neon"_L1)
        return Kind::neon;
    if (text == "calm"_L1)
        return Kind::calm;
    return wrongOption(u"theme"_s, text, Words::tr("neon or calm"));
}

Result<bool> reducedMotionOf(const QString &text)
{
    if (text == "full"_L1 || text == "reduced"_L1)
        return text == "reduced"_L1;
    return wrongOption(u"motion"_s, text, Words::tr("full or reduced"));
}

Result<QSize> sizeOf(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() == 2 && size.expandedTo(leastSize) == size && size.boundedTo(mostSize) == size)
        return size;
    return wrongOption(u"size"_s, text, Words::tr("a width and a height, 1280x720 to 16384x16384"));
}

Result<std::chrono::milliseconds> secondsOf(const QString &text)
{
    bool number = false;
    const double seconds = text.toDouble(&number);
    if (number && seconds >= 0 && seconds <= mostSeconds)
        return std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
    return wrongOption(u"exit-after"_s, text, Words::tr("seconds, 0 to 604800"));
}

} // namespace

Result<Options> parseOptions(const QStringList &arguments)
{
    const Described described;
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Words::tr("Rig Alpha: live readings of a plant, kept exactly once and judged against their limits.\n"
                  "Without a configured broker or database it brings private ones along."));
    parser.addOptions(described.all());
    parser.addOptions(settings::commandLineOptions());
    if (!parser.parse(arguments))
        return failure(ErrorKind::badConfiguration,
                       Words::tr("%1 See rig-alpha --help.").arg(parser.errorText()));
    if (!parser.positionalArguments().isEmpty())
        return failure(ErrorKind::badConfiguration, Words::tr("'%1' is no option. See rig-alpha --help.")
                                                        .arg(parser.positionalArguments().constFirst()));
    Options options;
    if (parser.isSet(described.help))
        options.answer = parser.helpText().trimmed();
    else if (parser.isSet(described.version))
        options.answer = QCoreApplication::applicationName() + u' ' + QCoreApplication::applicationVersion();
    const auto theme = themeOf(parser.value(described.theme));
    const auto size = sizeOf(parser.value(described.size));
    const auto reducedMotion = reducedMotionOf(parser.value(described.motion));
    const auto tier = qml::tierNamed(parser.value(described.tier));
    if (!theme || !size)
        return tl::unexpected((theme ? size.error() : theme.error()));
    if (!reducedMotion)
        return tl::unexpected(reducedMotion.error());
    if (!tier)
        return wrongOption(u"tier"_s, parser.value(described.tier), Words::tr("auto, low, medium or high"));
    options.theme = *theme;
    options.floor.reducedMotion = *reducedMotion;
    options.floor.tier = *tier;
    options.size = *size;
    options.screenshot = parser.value(described.screenshot);
    if (parser.isSet(described.exitAfter)) {
        const auto seconds = secondsOf(parser.value(described.exitAfter));
        if (!seconds)
            return tl::unexpected(seconds.error());
        options.exitAfter = *seconds;
    }
    options.exitAfterStartup = parser.isSet(described.exitAfterStartup);
    options.settings = settings::givenOptions(parser);
    return options;
}

} // namespace rig::composition
