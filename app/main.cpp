#include "composition/core/killpoint.h"
#include "composition/core/logging.h"
#include "composition/core/systemclock.h"
#include "composition/window/desktop.h"
#include "presentation/typography.h"
#include "settings/commandline.h"
#include "settings/load.h"

#include <QApplication>
#include <QCommandLineParser>

#include <csignal>
#include <cstdio>

namespace {

using namespace Qt::Literals::StringLiterals;

/// The exit codes of rigctl: 1 failed, 2 an option or a setting must be changed.
int complain(const rig::Error &error)
{
    std::fprintf(stderr, "rig-alpha: %s\n", qUtf8Printable(error.sentence));
    return error.kind == rig::ErrorKind::badConfiguration ? 2 : 1;
}

struct Options
{
    QCommandLineOption theme{u"theme"_s, QApplication::translate("main", "neon (the default) or calm."),
                             u"NAME"_s, u"neon"_s};
    QCommandLineOption size{u"size"_s, QApplication::translate("main", "The window's size."), u"WxH"_s,
                            u"1280x720"_s};
    QCommandLineOption screenshot{
        u"screenshot"_s, QApplication::translate("main", "Saves a picture of the window before it ends."),
        u"FILE"_s};
    QCommandLineOption exitAfter{
        u"exit-after"_s, QApplication::translate("main", "Ends after so many seconds."), u"SECONDS"_s};
    QCommandLineOption exitAfterStartup{
        u"exit-after-startup"_s, QApplication::translate("main", "Ends as soon as the window stands.")};
};

void describe(QCommandLineParser &parser, const Options &options)
{
    parser.setApplicationDescription(QApplication::translate(
        "main", "Rig Alpha: live readings of a plant, kept exactly once and judged against their limits.\n"
                "Without a configured broker or database it brings private ones along."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions(
        {options.theme, options.size, options.screenshot, options.exitAfter, options.exitAfterStartup});
    parser.addOptions(rig::settings::commandLineOptions());
}

/// SIGTERM and SIGINT end the event loop; Qt's own way, a pipe, costs no more than looking.
volatile std::sig_atomic_t stopSignal = 0;

void takeSignal(int signal)
{
    stopSignal = signal;
}

QSize sizeOf(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    return size.width() >= 640 && size.height() >= 360 ? size : QSize(1280, 720);
}

} // namespace

int main(int argc, char *argv[])
{
    // The scene draws in OpenGL also where only software does.
    qputenv("QSG_RHI_BACKEND", "opengl");
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"Rig Alpha"_s);
    QApplication::setApplicationVersion(QStringLiteral(RIG_VERSION));

    const Options options;
    QCommandLineParser parser;
    describe(parser, options);
    parser.process(application);

    rig::settings::Sources sources = rig::settings::processSources();
    sources.options = rig::settings::givenOptions(parser);
    const auto settings = rig::settings::load(sources);
    if (!settings)
        return complain(settings.error());
    for (const QString &notice : settings->notices)
        std::fprintf(stderr, "rig-alpha: %s\n", qUtf8Printable(notice));
    const auto directory = rig::settings::DataDirectory::open(settings->dataDirectory);
    if (!directory)
        return complain(directory.error());
    const rig::composition::Logging logging("rig-alpha", directory->path());

    rig::presentation::loadFonts();
    using Kind = rig::presentation::Theme::Kind;
    const rig::presentation::Theme theme(parser.value(options.theme) == u"calm" ? Kind::calm : Kind::neon);
    const rig::composition::SystemClock clock;
    rig::composition::KillPoint noKill;
    rig::composition::Desktop desktop(*settings, *directory, clock, noKill, theme);
    desktop.window().resize(sizeOf(parser.value(options.size)));
    desktop.window().show();

    const auto finish = [&] {
        if (parser.isSet(options.screenshot) &&
            !desktop.window().screenshot().save(parser.value(options.screenshot)))
            std::fprintf(stderr, "rig-alpha: the picture %s cannot be written.\n",
                         qUtf8Printable(parser.value(options.screenshot)));
        QApplication::quit();
    };
    if (parser.isSet(options.exitAfterStartup))
        QTimer::singleShot(0, &application, finish);
    if (parser.isSet(options.exitAfter))
        QTimer::singleShot(static_cast<int>(parser.value(options.exitAfter).toDouble() * 1000), &application,
                           finish);

    std::signal(SIGTERM, takeSignal);
    std::signal(SIGINT, takeSignal);
    QTimer signals;
    QObject::connect(&signals, &QTimer::timeout, &application, [] {
        if (stopSignal)
            QApplication::quit();
    });
    signals.start(200);
    return QApplication::exec();
}
