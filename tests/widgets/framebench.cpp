// How long a reading takes from the producer's call until a screen shows it: the real program on the real
// servers, looked at from outside as a person does, by the pixels of the screen.

#include "support/recordingproducer.h"
#include "support/testdatabase.h"

#include <QCommandLineParser>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPixmap>
#include <QProcess>
#include <QScreen>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <stdexcept>

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

/// What the marked sensor reads in turn; the digits differ, and both are within its limits.
constexpr std::array marks{68.11, 79.99};
constexpr const char *markedSensor = "temperature";
constexpr auto period = 50ms;
constexpr auto longestWait = 5s;

/// Readings of the demo's machines, 20 a second each; machine A's carry the mark.
class Load
{
public:
    explicit Load(const std::string &topic) : m_producer(topic) {}

    /// Sends what is due.
    void goOn()
    {
        for (; SteadyClock::now() >= m_due; m_due += period)
            for (const char *machine : {"A", "B", "C"})
                send(machine);
    }

    /// Machine A reads the other mark from now on; when that was sent.
    SteadyClock::time_point turn()
    {
        m_mark = 1 - m_mark;
        const auto sent = SteadyClock::now();
        send("A");
        return sent;
    }

private:
    void send(const std::string &machine)
    {
        std::map<std::string, double> values;
        for (const auto &[name, level] : {std::pair{"rpm", 3000.0}, std::pair{"vibration", 2.0},
                                          std::pair{"pressure", 7.0}, std::pair{"motor_current", 40.0}})
            values[name] = std::normal_distribution<double>(level, level / 50)(m_random);
        values[markedSensor] = machine == "A" ? marks[m_mark] : 70;
        m_producer.send(reading(machine, values, now()));
    }

    RecordingProducer m_producer;
    std::mt19937 m_random{1};
    std::size_t m_mark = 0;
    SteadyClock::time_point m_due = SteadyClock::now();
};

/// One place of the screen that shows the marked sensor: the pixels that stand still while a mark does and
/// differ between the marks.
class Place
{
public:
    void add(const QPoint &at, QRgb first, QRgb second)
    {
        m_pixels.push_back({at, {first, second}});
        m_area |= QRect(at, QSize(1, 1));
    }

    std::size_t size() const { return m_pixels.size(); }
    QRect area() const { return m_area; }

    /// Whether a picture whose upper left corner is at `origin` shows this mark.
    bool shows(std::size_t mark, const QImage &picture, const QPoint &origin) const
    {
        const auto same = std::ranges::count_if(
            m_pixels, [&](const Pixel &one) { return picture.pixel(one.at - origin) == one.colours[mark]; });
        return 10 * static_cast<std::size_t>(same) > 9 * m_pixels.size();
    }

private:
    struct Pixel
    {
        QPoint at;
        std::array<QRgb, 2> colours;
    };

    std::vector<Pixel> m_pixels;
    QRect m_area;
};

bool still(const std::vector<QImage> &pictures, int x, int y)
{
    return std::ranges::all_of(
        pictures, [&](const QImage &one) { return one.pixel(x, y) == pictures.front().pixel(x, y); });
}

/// The places in pictures of each mark that were taken some time apart, of a number's size: a few pixels of
/// figures that change all the time agree by chance, and the light of the whole floor follows its machines.
std::vector<Place> places(const std::array<std::vector<QImage>, 2> &pictures)
{
    constexpr int digit = 12; // no wider a gap is within a number
    constexpr std::size_t fewest = 100;
    constexpr int tallest = 40;
    std::vector<Place> found;
    const QImage &first = pictures[0].front();
    const QImage &second = pictures[1].front();
    for (int y = 0; y < first.height(); ++y)
        for (int x = 0; x < first.width(); ++x) {
            if (first.pixel(x, y) == second.pixel(x, y) || !still(pictures[0], x, y) ||
                !still(pictures[1], x, y))
                continue;
            const auto near = std::ranges::find_if(found, [&](const Place &one) {
                return one.area().adjusted(-digit, -digit, digit, digit).contains(x, y);
            });
            Place &place = near != found.end() ? *near : found.emplace_back();
            place.add({x, y}, first.pixel(x, y), second.pixel(x, y));
        }
    std::erase_if(found,
                  [](const Place &one) { return one.size() < fewest || one.area().height() > tallest; });
    return found;
}

QImage grab(const QRect &area = {})
{
    QScreen *const screen = QGuiApplication::primaryScreen();
    const QRect all = area.isNull() ? screen->geometry() : area;
    return screen->grabWindow(0, all.x(), all.y(), all.width(), all.height()).toImage();
}

/// The program, on a database and a topic of its own.
class Program
{
public:
    explicit Program(const QString &topic)
    {
        m_environment.insert(u"DATABASE_URL"_s, QString::fromStdString(m_database.url()));
        m_environment.insert(u"KAFKA_TOPIC"_s, topic);
        m_environment.insert(u"RIG_DATA_DIR"_s, m_folder.filePath(u"data"_s));
        QProcess import;
        import.setProcessEnvironment(m_environment);
        import.start(beside(u"rigctl"_s), {u"plant"_s, u"import"_s, u"demo"_s});
        if (!import.waitForFinished(60'000) || import.exitCode() != 0)
            throw std::runtime_error("the plant cannot be imported: " +
                                     import.readAllStandardError().toStdString());
        m_window.setProcessEnvironment(m_environment);
        m_window.setStandardErrorFile(QProcess::nullDevice());
        m_window.start(beside(u"rig-alpha"_s), {});
        if (!m_window.waitForStarted())
            throw std::runtime_error("rig-alpha cannot be started");
    }

    ~Program()
    {
        m_window.terminate();
        if (!m_window.waitForFinished(30'000))
            m_window.kill();
        m_window.waitForFinished();
    }

    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

private:
    static QString beside(const QString &name)
    {
        return QCoreApplication::applicationDirPath() + u'/' + name;
    }

    TestDatabase m_database;
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QProcess m_window;
};

void goOnFor(Load &load, std::chrono::milliseconds time)
{
    for (const auto end = SteadyClock::now() + time; SteadyClock::now() < end; QThread::msleep(2))
        load.goOn();
}

/// Lets both marks stand for a while, and looks. The program may still be starting: then there is nothing.
Place learn(Load &load)
{
    for (int tries = 0; tries < 20; ++tries) {
        std::array<std::vector<QImage>, 2> pictures;
        // Each twice: what came to the screen for another reason stays there.
        for (const std::size_t mark : {1U, 0U, 1U, 0U}) {
            load.turn();
            goOnFor(load, 1500ms);
            for (int i = 0; i < 2; ++i) {
                pictures[mark].push_back(grab());
                goOnFor(load, 700ms);
            }
        }
        // The largest: the curve beside the number may stand as it did, too.
        const std::vector<Place> found = places(pictures);
        if (const auto largest = std::ranges::max_element(found, {}, &Place::size); largest != found.end())
            return *largest;
    }
    throw std::runtime_error("no part of the screen shows the marked sensor");
}

/// Until the place showed each reading; in ms, sorted.
std::vector<double> measure(Load &load, const Place &place, int samples)
{
    const auto shows = [&](std::size_t mark) {
        return place.shows(mark, grab(place.area()), place.area().topLeft());
    };
    std::mt19937 random(2);
    std::vector<double> times;
    std::size_t mark = 0;
    for (int i = 0; i < samples; ++i) {
        goOnFor(load, std::chrono::milliseconds{400 + random() % 400});
        if (!shows(mark))
            throw std::runtime_error(
                "a place of the screen that was taken for the sensor's shows something else");
        mark = 1 - mark;
        const auto sent = load.turn();
        while (!shows(mark)) {
            if (SteadyClock::now() - sent > longestWait)
                throw std::runtime_error("a reading did not come to the screen within 5 s");
            load.goOn();
            QThread::usleep(500);
        }
        times.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - sent).count());
    }
    std::ranges::sort(times);
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    QCommandLineParser line;
    line.setApplicationDescription(u"From the producer's call to the first frame that shows the reading, "
                                   u"seen by the pixels of the screen. "
                                   "Run it under tests/with-servers and tests/widgets/with-screen."_s);
    line.addHelpOption();
    line.addOptions({{u"samples"_s, u"How many readings are waited for, 10 to 10000."_s, u"N"_s, u"200"_s},
                     {u"json"_s, u"Prints the result as JSON."_s}});
    line.process(application);
    const int samples = std::clamp(line.value(u"samples"_s).toInt(), 10, 10'000);
    try {
        const KafkaTopic topic;
        Load load(topic.name());
        const Program program(QString::fromStdString(topic.name()));
        const std::vector<double> times = measure(load, learn(load), samples);
        const auto at = [&](double share) {
            return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
        };
        if (line.isSet(u"json"_s))
            std::puts(QJsonDocument(QJsonObject{{u"readings"_s, samples},
                                                {u"median_ms"_s, at(0.5)},
                                                {u"p90_ms"_s, at(0.9)},
                                                {u"p99_ms"_s, at(0.99)},
                                                {u"worst_ms"_s, at(1)}})
                          .toJson(QJsonDocument::Compact));
        else
            std::printf("From the producer's call to the first frame that shows the reading, %d readings:\n"
                        "median %.1f ms  p90 %.1f ms  p99 %.1f ms  worst %.1f ms  (bar: p99 under 100 ms)\n",
                        samples, at(0.5), at(0.9), at(0.99), at(1));
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "frame_bench: %s\n", failure.what());
        return 1;
    }
    return 0;
}
