// The floor alone, on plants that come with the program and made-up states: for looking, grabbing and timing.
// See README.md.
#include "exhibit.h"
#include "framebench.h"
#include "soak.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using namespace rig;

constexpr auto settling = 1500ms; ///< until a picture is taken: lamps have swung in, shaders are made

int fail(const QString &sentence)
{
    std::fprintf(stderr, "rig-gallery: %s\n", qPrintable(sentence));
    return 2;
}

void describe(QCommandLineParser &line)
{
    line.setApplicationDescription(u"The factory floor on a made-up plant."_s);
    line.addHelpOption();
    line.addOptions(
        {{u"plant"_s, u"The plant: demo, bottling or a plant file."_s, u"name"_s, u"demo"_s},
         {u"state"_s, u"What it shows: %1."_s.arg(gallery::stateNames().join(u", "_s)), u"name"_s, u"well"_s},
         {u"theme"_s, u"neon or calm."_s, u"name"_s, u"neon"_s},
         {u"size"_s, u"The window's size."_s, u"WxH"_s, u"1280x720"_s},
         {u"stand"_s, u"Where one stands and looks: metres, degrees."_s, u"x,y,z,yaw,pitch"_s},
         {u"tier"_s, u"How much the picture may cost: low, medium, high or auto."_s, u"name"_s, u"auto"_s},
         {u"cause"_s, u"Stands at the cause of a finding of the first machine."_s},
         {u"shape"_s, u"A model of its own for the first machine: a .glb file."_s, u"file"_s},
         {u"expected"_s, u"Shows what models expect of the machines, too."_s},
         {u"screenshot"_s, u"Saves a picture and ends."_s, u"file"_s},
         {u"bench"_s, u"Walks for so long, counts frames and ends."_s, u"seconds"_s},
         {u"soak"_s, u"Keeps it busy for so long, sees whether it grows and ends."_s, u"minutes"_s},
         {u"json"_s, u"Where the figures go instead of the terminal."_s, u"file"_s}});
}

qml::SceneStyle styleOf(bool calm)
{
    qml::SceneStyle style;
    style.plate = calm ? 0xe4e6e8 : 0x0b111c;
    style.line = calm ? 0xb1b7bd : 0x24334b;
    style.lineStrong = calm ? 0x616b75 : 0x5f7b9d;
    style.accent = calm ? 0x0a5566 : 0x2bd9f7;
    style.simulated = calm ? 0x5b2a99 : 0xb48cff;
    style.expected = calm ? 0x7e3902 : 0xffa25e;
    style.text = calm ? 0x161b20 : 0xeaf2fb;
    style.textSecond = calm ? 0x363f47 : 0xb6c5d7;
    style.words = u"Inter"_s;
    style.figures = u"B612"_s;
    style.keys = u"JetBrains Mono"_s;
    return style;
}

QSize sizeOf(const QString &text)
{
    const QStringList parts = text.split(u'x');
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
}

std::optional<qml::Stance> stanceOf(const QString &text)
{
    const QStringList parts = text.split(u',');
    if (parts.size() != 5)
        return {};
    return qml::Stance{
        {parts[0].toFloat(), parts[1].toFloat(), parts[2].toFloat()}, parts[3].toFloat(), parts[4].toFloat()};
}

bool write(const QJsonObject &figures, const QString &path)
{
    const QByteArray text = QJsonDocument(figures).toJson();
    QFile file(path);
    if (path.isEmpty())
        return std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout) > 0;
    return file.open(QFile::WriteOnly) && file.write(text) == text.size();
}

} // namespace

int main(int argc, char **argv)
{
    QSurfaceFormat format;
    format.setDepthBufferSize(24);
    format.setSwapInterval(0); // a bench counts what is drawn and not what a screen shows
    QSurfaceFormat::setDefaultFormat(format);
    QGuiApplication app(argc, argv);
    QCommandLineParser line;
    describe(line);
    line.process(app);
    const QFileInfo shape(line.value(u"shape"_s));
    const auto plant = gallery::plantNamed(line.value(u"plant"_s), shape.fileName());
    if (!plant)
        return fail(plant.error().sentence);
    const QString stateName = line.value(u"state"_s);
    if (!gallery::stateNames().contains(stateName))
        return fail(u"there is no state '%1': %2."_s.arg(stateName, gallery::stateNames().join(u", "_s)));
    const QSize size = sizeOf(line.value(u"size"_s));
    if (size.width() < 64 || size.height() < 64)
        return fail(u"--size wants width and height, such as 1280x720."_s);

    const bool calm = line.value(u"theme"_s) == u"calm";
    const std::optional<qml::Stance> stance = stanceOf(line.value(u"stand"_s));
    if (line.isSet(u"stand"_s) && !stance)
        return fail(u"--stand wants five numbers, such as 0,1.68,-1,0,-1."_s);
    const qml::SceneStyle style = styleOf(calm);
    const Result<std::optional<qml::FloorTier>> tier = qml::tierNamed(line.value(u"tier"_s));
    if (!tier)
        return fail(u"--tier wants low, medium, high or auto."_s);
    qml::FloorView view(calm ? qml::calmPaint() : qml::neonPaint(), style);
    view.setTier(*tier);
    view.setShapes(shape.path());
    view.resize(size);
    const PlantState state = gallery::stateNamed(stateName, *plant);
    view.present(std::make_shared<PlantState>(state));
    view.presentPlates(gallery::platesOf(state, style.text, style.lineStrong));
    view.showExpected(line.isSet(u"expected"_s));
    view.nameSensorsBy([&](std::int32_t machine, int slot) {
        return gallery::tagOf(state, machine, slot, style.text, style.lineStrong);
    });
    view.show();
    std::optional<gallery::FrameBench> bench;
    std::optional<gallery::Soak> soak;
    const auto finish = [&](bool written, const QString &path, int status = 0) {
        app.exit(written ? status : fail(u"'%1' cannot be written."_s.arg(path)));
    };
    const auto keepBusy = [&] {
        soak.emplace(view, stateName, *plant, style, line.value(u"soak"_s).toDouble());
        QObject::connect(&*soak, &gallery::Soak::finished, &app, [&] {
            const QString path = line.value(u"json"_s);
            finish(write(soak->result(), path), path, soak->steady() ? 0 : 1);
        });
    };
    const auto begin = [&] {
        if (stance)
            view.stand(*stance);
        if (line.isSet(u"cause"_s))
            view.walkToCause(gallery::causeOf(state));
        if (line.isSet(u"bench"_s)) {
            bench.emplace(view, line.value(u"bench"_s).toDouble());
            QObject::connect(&*bench, &gallery::FrameBench::finished, &app, [&] {
                const QString path = line.value(u"json"_s);
                finish(write(bench->result(), path), path);
            });
        } else if (line.isSet(u"screenshot"_s)) {
            QTimer::singleShot(settling, &view, [&] {
                const QString path = line.value(u"screenshot"_s);
                finish(view.grabWindow().save(path), path);
            });
        } else if (line.isSet(u"soak"_s)) {
            keepBusy();
        }
    };
    // Once: what keeps it busy has it built anew.
    QObject::connect(&view, &qml::FloorView::hallShown, &app, begin, Qt::SingleShotConnection);
    return QGuiApplication::exec();
}
