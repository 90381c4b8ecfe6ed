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

/// What the options say.
struct Wanted
{
    PlantPtr plant;
    QFileInfo shape;
    QString state;
    bool calm = false;
    QSize size;
    std::optional<qml::Stance> stance;
    std::optional<qml::FloorTier> tier; ///< none: by itself
};

Result<Wanted> wantedBy(const QCommandLineParser &line)
{
    const auto refused = [](const QString &sentence) {
        return failure(ErrorKind::badConfiguration, sentence);
    };
    Wanted wanted;
    wanted.shape.setFile(line.value(u"shape"_s));
    const auto plant = gallery::plantNamed(line.value(u"plant"_s), wanted.shape.fileName());
    if (!plant)
        return tl::unexpected(plant.error());
    wanted.plant = *plant;
    wanted.state = line.value(u"state"_s);
    if (const QStringList names = gallery::stateNames(); !names.contains(wanted.state))
        return refused(u"There is no state '%1': %2."_s.arg(wanted.state, names.join(u", "_s)));
    const QString theme = line.value(u"theme"_s);
    wanted.calm = theme == u"calm";
    if (!wanted.calm && theme != u"neon")
        return refused(u"--theme wants neon or calm."_s);
    wanted.size = sizeOf(line.value(u"size"_s));
    if (wanted.size.width() < 64 || wanted.size.height() < 64)
        return refused(u"--size wants width and height, such as 1280x720."_s);
    wanted.stance = stanceOf(line.value(u"stand"_s));
    if (line.isSet(u"stand"_s) && !wanted.stance)
        return refused(u"--stand wants five numbers, such as 0,1.68,-1,0,-1."_s);
    const auto tier = qml::tierNamed(line.value(u"tier"_s));
    if (!tier)
        return refused(u"--tier wants low, medium, high or auto."_s);
    wanted.tier = *tier;
    return wanted;
}

bool write(const QJsonObject &figures, const QString &path)
{
    const QByteArray text = QJsonDocument(figures).toJson();
    QFile file(path);
    if (path.isEmpty())
        return std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout) > 0;
    return file.open(QFile::WriteOnly) && file.write(text) == text.size();
}

/// The floor as it is wanted, and what is done there.
class Visit : public QObject
{
public:
    Visit(const Wanted &wanted, const QCommandLineParser &line)
        : m_wanted(wanted),
          m_line(line),
          m_style(styleOf(wanted.calm)),
          m_state(gallery::stateNamed(wanted.state, wanted.plant)),
          m_view(wanted.calm ? qml::calmPaint() : qml::neonPaint(), m_style)
    {
        m_view.setTier(wanted.tier);
        m_view.setShapes(wanted.shape.path());
        m_view.resize(wanted.size);
        m_view.present(std::make_shared<PlantState>(m_state));
        m_view.presentPlates(gallery::platesOf(m_state, m_style.text, m_style.lineStrong));
        m_view.showExpected(line.isSet(u"expected"_s));
        m_view.nameSensorsBy([this](std::int32_t machine, int slot) {
            return gallery::tagOf(m_state, machine, slot, m_style.text, m_style.lineStrong);
        });
        // Once: what keeps it busy has it built anew.
        connect(&m_view, &qml::FloorView::hallShown, this, &Visit::begin, Qt::SingleShotConnection);
        m_view.show();
    }

private:
    void begin()
    {
        if (m_wanted.stance)
            m_view.stand(*m_wanted.stance);
        if (m_line.isSet(u"cause"_s))
            m_view.walkToCause(gallery::causeOf(m_state));
        if (m_line.isSet(u"bench"_s))
            bench();
        else if (m_line.isSet(u"screenshot"_s))
            QTimer::singleShot(settling, this, &Visit::takePicture);
        else if (m_line.isSet(u"soak"_s))
            soak();
    }

    void bench()
    {
        m_bench.emplace(m_view, m_line.value(u"bench"_s).toDouble());
        connect(&*m_bench, &gallery::FrameBench::finished, this, [this] { finish(m_bench->result()); });
    }

    void soak()
    {
        m_soak.emplace(m_view, m_wanted.state, m_wanted.plant, m_style, m_line.value(u"soak"_s).toDouble());
        connect(&*m_soak, &gallery::Soak::finished, this,
                [this] { finish(m_soak->result(), m_soak->steady() ? 0 : 1); });
    }

    void takePicture()
    {
        const QString path = m_line.value(u"screenshot"_s);
        end(m_view.grabWindow().save(path), path, 0);
    }

    void finish(const QJsonObject &figures, int status = 0)
    {
        const QString path = m_line.value(u"json"_s);
        end(write(figures, path), path, status);
    }

    static void end(bool written, const QString &path, int status)
    {
        QCoreApplication::exit(written ? status : fail(u"'%1' cannot be written."_s.arg(path)));
    }

    const Wanted &m_wanted;
    const QCommandLineParser &m_line;
    qml::SceneStyle m_style;
    PlantState m_state;
    qml::FloorView m_view;
    std::optional<gallery::FrameBench> m_bench;
    std::optional<gallery::Soak> m_soak;
};

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
    const auto wanted = wantedBy(line);
    if (!wanted)
        return fail(wanted.error().sentence);
    const Visit visit(*wanted, line);
    return QGuiApplication::exec();
}
