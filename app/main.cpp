#include "composition/core/demo.h"
#include "composition/core/killpoint.h"
#include "composition/core/logging.h"
#include "composition/core/systemclock.h"
#include "composition/window/desktop.h"
#include "composition/window/firstpaint.h"
#include "composition/window/options.h"
#include "composition/window/stopnotifier.h"
#include "presentation/typography.h"
#include "settings/load.h"
#include "settings/text.h"
#include "storage/librarywords.h"

#include <QApplication>
#include <QFileInfo>

#include <cstdio>
#include <functional>
#include <optional>
#include <utility>

namespace {

using namespace Qt::Literals::StringLiterals;

/// Those of rigctl.
enum ExitCode
{
    succeeded = 0,
    failed = 1,
    badUsage = 2 ///< an option or a setting must be changed
};

/// By then the demo's readings are on screen. Whoever has no screen need not end it to see it.
constexpr std::chrono::seconds firstPicture{10};

void say(const QString &sentence)
{
    std::fprintf(stderr, "rig-alpha: %s\n", qUtf8Printable(rig::settings::tame(sentence)));
}

int complain(const rig::Error &error)
{
    say(error.sentence);
    return error.kind == rig::ErrorKind::badConfiguration ? badUsage : failed;
}

void nameApplication()
{
    QCoreApplication::setApplicationName(u"Rig Alpha"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RIG_VERSION));
}

/// Before there is a screen, which is not needed for help or for saying what is wrong.
rig::Result<rig::composition::Options> optionsOf(int &argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rig::storage::keepLibraryWordsEnglish();
    nameApplication();
    return rig::composition::parseOptions(QCoreApplication::arguments());
}

rig::Result<rig::settings::Settings> settingsOf(const rig::composition::Options &options)
{
    rig::settings::Sources sources = rig::settings::processSources();
    sources.options = options.settings;
    auto settings = rig::settings::load(sources);
    if (settings)
        for (const QString &notice : settings->notices)
            say(notice);
    return settings;
}

/// False where a picture was asked for and cannot be written.
bool savePicture(rig::widgets::MainWindow &window, const QString &file)
{
    if (file.isEmpty())
        return true;
    const bool saved = window.screenshot().save(file);
    say(saved
            ? QApplication::translate("main", "The window's picture is in %1.")
                  .arg(QFileInfo(file).absoluteFilePath())
            : QApplication::translate("main", "The picture %1 cannot be written. Give --screenshot a file in "
                                              "a folder that exists, ending in .png.")
                  .arg(file));
    return saved;
}

/// Calls `finish` when the options want it, and takes the first picture.
void endWhenAsked(rig::composition::Desktop &desktop, const rig::composition::Options &options,
                  const std::function<void()> &finish)
{
    if (options.exitAfterStartup)
        new rig::composition::FirstPaint(desktop.window(), [finish] {
            say(QApplication::translate("main", "The window stood after %1 ms.")
                    .arg(rig::composition::ageOfProcess().count()));
            finish();
        });
    if (options.exitAfter)
        QTimer::singleShot(*options.exitAfter, &desktop.window(), finish);
    else if (!options.exitAfterStartup)
        QTimer::singleShot(firstPicture, &desktop.window(),
                           [&] { savePicture(desktop.window(), options.screenshot); });
}

/// Qt itself would abort.
std::optional<rig::Error> missingScreen()
{
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        if (!qEnvironmentVariableIsEmpty(variable))
            return {};
    return rig::Error{rig::ErrorKind::badConfiguration,
                      QCoreApplication::translate(
                          "main",
                          "There is no screen: DISPLAY is not set. Start this where a desktop runs, or by "
                          "packaging/run, which makes a virtual one."),
                      u"DISPLAY"_s};
}

} // namespace

int main(int argc, char *argv[])
{
    const auto options = optionsOf(argc, argv);
    if (!options)
        return complain(options.error());
    if (options->answer) {
        std::puts(qUtf8Printable(*options->answer));
        return succeeded;
    }
    const auto settings = settingsOf(*options);
    if (!settings)
        return complain(settings.error());
    if (const auto missing = missingScreen())
        return complain(*missing);
    const auto directory = rig::settings::DataDirectory::open(settings->dataDirectory);
    if (!directory)
        return complain(directory.error());
    // A window that only watches may stand beside another one.
    const auto window =
        settings->role == "watch" ? std::nullopt : std::optional(rig::composition::lockWindow(*directory));
    if (window && !*window)
        return complain(window->error());
    const rig::composition::Logging logging("rig-alpha", directory->path());

    // The scene draws in OpenGL also where only software does.
    qputenv("QSG_RHI_BACKEND", "opengl");
    // Who walks needs the pointer kept in the window, which Wayland itself lets nobody of Qt's do.
    if (!qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "xcb");
    QApplication application(argc, argv);
    nameApplication();
    rig::presentation::loadFonts();
    const rig::composition::SystemClock clock;
    rig::composition::KillPoint noKill;
    // Before the desktop, so that it is there after it: a second signal, which an impatient person sends or a
    // parent passes on, must not cut the draining short and leave servers running.
    std::function<void()> finish;
    const rig::composition::StopNotifier stop([&finish] {
        if (finish)
            finish();
    });
    rig::composition::Desktop desktop(*settings, *directory, clock, noKill,
                                      rig::presentation::Theme(options->theme), options->floor);
    bool finished = false;
    finish = [&] {
        if (!std::exchange(finished, true))
            QApplication::exit(savePicture(desktop.window(), options->screenshot) ? succeeded : failed);
    };
    endWhenAsked(desktop, *options, finish);
    desktop.window().resize(options->size);
    desktop.window().show();
    return QApplication::exec();
}
