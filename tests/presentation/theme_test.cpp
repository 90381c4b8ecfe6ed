#include "presentation/theme.h"
#include "tests.h"

#include <QTest>

#include <cmath>

using namespace rig::presentation;
using namespace Qt::Literals::StringLiterals;

namespace {

double linear(double channel)
{
    return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return .2126 * linear(colour.redF()) + .7152 * linear(colour.greenF()) + .0722 * linear(colour.blueF());
}

/// WCAG 2.1.
double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + .05) / (dark + .05);
}

const std::array surfaces{Role::bg, Role::panel, Role::card, Role::raised, Role::chrome};
const std::array statuses{Status::normal,  Status::warning,   Status::alarm,       Status::stale, Status::bad,
                          Status::unknown, Status::simulated, Status::maintenance, Status::notNow};
constexpr double text = 4.5;
constexpr double graphics = 3;

double lowestOnSurfaces(const Theme &theme, const QColor &colour)
{
    double lowest = 21;
    for (const Role surface : surfaces)
        lowest = std::min(lowest, contrast(colour, theme.colour(surface)));
    return lowest;
}

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldBeReadableEverywhere_data() { bothThemes(); }
    void shouldBeReadableEverywhere();
    void shouldBeReadableOnFillsAndWashes_data() { bothThemes(); }
    void shouldBeReadableOnFillsAndWashes();
    void shouldShowGraphicsEverywhere_data() { bothThemes(); }
    void shouldShowGraphicsEverywhere();
    void shouldHaveTheContrastsThatWereComputed_data();
    void shouldHaveTheContrastsThatWereComputed();
    void shouldHaveTheContrastsOnFillsThatWereComputed_data();
    void shouldHaveTheContrastsOnFillsThatWereComputed();
    void shouldColourAbnormalNumbersOnlyInNeon();

private:
    static void bothThemes()
    {
        QTest::addColumn<Theme::Kind>("kind");
        QTest::newRow("neon") << Theme::Kind::neon;
        QTest::newRow("calm") << Theme::Kind::calm;
    }
};

void ThemeTest::shouldBeReadableEverywhere()
{
    QFETCH(Theme::Kind, kind);
    const Theme theme(kind);
    for (const Role role : {Role::text1, Role::text2, Role::text3, Role::accent})
        QVERIFY2(lowestOnSurfaces(theme, theme.colour(role)) >= text, qPrintable(theme.colour(role).name()));
    for (const Status status : statuses)
        QVERIFY2(lowestOnSurfaces(theme, theme.status(status).ink) >= text,
                 qPrintable(theme.status(status).ink.name()));
}

void ThemeTest::shouldBeReadableOnFillsAndWashes()
{
    QFETCH(Theme::Kind, kind);
    const Theme theme(kind);
    for (const Status status : statuses) {
        const StatusColours colours = theme.status(status);
        QVERIFY2(contrast(colours.on, colours.fill) >= text, qPrintable(colours.fill.name()));
        QVERIFY2(contrast(colours.ink, colours.wash) >= text, qPrintable(colours.wash.name()));
        for (const Role role : {Role::text1, Role::text2, Role::text3})
            QVERIFY2(contrast(theme.colour(role), colours.wash) >= text, qPrintable(colours.wash.name()));
    }
    for (const Role role : {Role::text1, Role::text2, Role::text3, Role::accent})
        QVERIFY(contrast(theme.colour(role), theme.colour(Role::accentWash)) >= text);
    QVERIFY(contrast(theme.colour(Role::accentOn), theme.colour(Role::accent)) >= text);
}

void ThemeTest::shouldShowGraphicsEverywhere()
{
    QFETCH(Theme::Kind, kind);
    const Theme theme(kind);
    for (const Role role : {Role::lineStrong, Role::focus, Role::spark})
        QVERIFY2(lowestOnSurfaces(theme, theme.colour(role)) >= graphics,
                 qPrintable(theme.colour(role).name()));
    for (const Status status : {Status::warning, Status::alarm})
        QVERIFY(lowestOnSurfaces(theme, theme.edge(status)) >= graphics);
    for (const QColor &colour : theme.series())
        QVERIFY2(contrast(colour, theme.colour(Role::card)) >= graphics, qPrintable(colour.name()));
}

void ThemeTest::shouldHaveTheContrastsThatWereComputed_data()
{
    QTest::addColumn<QColor>("colour");
    QTest::addColumn<Theme::Kind>("kind");
    QTest::addColumn<double>("computed");
    const auto rows = [](Theme::Kind kind, std::initializer_list<double> figures) {
        const Theme theme(kind);
        const std::array colours{theme.colour(Role::text1),
                                 theme.colour(Role::text2),
                                 theme.colour(Role::text3),
                                 theme.colour(Role::accent),
                                 theme.status(Status::normal).ink,
                                 theme.status(Status::warning).ink,
                                 theme.status(Status::alarm).ink,
                                 theme.status(Status::stale).ink,
                                 theme.status(Status::simulated).ink,
                                 theme.status(Status::maintenance).ink,
                                 theme.status(Status::notNow).ink,
                                 theme.colour(Role::lineStrong),
                                 theme.colour(Role::focus)};
        QCOMPARE(figures.size(), colours.size());
        std::size_t at = 0;
        for (const double figure : figures) {
            QTest::addRow("%s %zu", theme.neon() ? "neon" : "calm", at) << colours[at] << kind << figure;
            ++at;
        }
    };
    rows(Theme::Kind::neon, {13.5, 8.7, 5.6, 8.9, 8.6, 10.5, 5.8, 6.6, 7.6, 7.5, 7.7, 3.5, 15.2});
    rows(Theme::Kind::calm, {10.1, 6.2, 4.9, 4.9, 4.8, 5.0, 4.9, 4.9, 5.6, 5.4, 4.9, 3.2, 6.0});
}

void ThemeTest::shouldHaveTheContrastsThatWereComputed()
{
    QFETCH(QColor, colour);
    QFETCH(Theme::Kind, kind);
    QFETCH(double, computed);
    const double found = lowestOnSurfaces(Theme(kind), colour);
    QVERIFY2(std::abs(found - computed) < .06, qPrintable(QString::number(found)));
}

void ThemeTest::shouldHaveTheContrastsOnFillsThatWereComputed_data()
{
    QTest::addColumn<Theme::Kind>("kind");
    QTest::addColumn<QList<double>>("onFill");
    QTest::addColumn<QList<double>>("series");
    QTest::newRow("neon") << Theme::Kind::neon << QList<double>{10.7, 12.7, 4.8, 8.3, 14.7, 5.5, 5.4, 8.0}
                          << QList<double>{6.0, 6.1, 11.8, 13.1, 3.6, 5.1};
    QTest::newRow("calm") << Theme::Kind::calm << QList<double>{4.6, 11.0, 5.9, 5.6, 12.8, 7.1, 6.5, 5.9}
                          << QList<double>{3.4, 4.0, 8.7, 9.7, 8.1, 3.8};
}

void ThemeTest::shouldHaveTheContrastsOnFillsThatWereComputed()
{
    QFETCH(Theme::Kind, kind);
    QFETCH(QList<double>, onFill);
    QFETCH(QList<double>, series);
    const Theme theme(kind);
    const std::array filled{Status::normal, Status::warning,   Status::alarm,       Status::stale,
                            Status::bad,    Status::simulated, Status::maintenance, Status::notNow};
    for (std::size_t i = 0; i < filled.size(); ++i) {
        const StatusColours colours = theme.status(filled[i]);
        QVERIFY(std::abs(contrast(colours.on, colours.fill) - onFill[static_cast<qsizetype>(i)]) < .06);
    }
    for (std::size_t i = 0; i < 6; ++i)
        QVERIFY(std::abs(contrast(theme.series()[i], theme.colour(Role::card)) -
                         series[static_cast<qsizetype>(i)]) < .06);
}

void ThemeTest::shouldColourAbnormalNumbersOnlyInNeon()
{
    const Theme neon(Theme::Kind::neon);
    const Theme calm(Theme::Kind::calm);
    QCOMPARE(neon.value(Status::alarm), neon.status(Status::alarm).ink);
    QCOMPARE(calm.value(Status::alarm), calm.colour(Role::text1));
    QCOMPARE(neon.value(Status::maintenance), neon.status(Status::maintenance).ink);
    QCOMPARE(calm.value(Status::maintenance), calm.colour(Role::text1));
    QCOMPARE(neon.value(Status::normal), neon.colour(Role::text1));
    QCOMPARE(calm.value(Status::stale), calm.status(Status::stale).ink);
}

} // namespace

std::unique_ptr<QObject> makeThemeTest()
{
    return std::make_unique<ThemeTest>();
}

#include "theme_test.moc"
