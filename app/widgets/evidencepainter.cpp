#include "widgets/evidencepainter.h"

#include "domain/shown.h"
#include "presentation/numbers.h"
#include "widgets/glyphpainter.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::EvidencePicture;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr double gap = 8;
constexpr double margin = 12;
constexpr double scoreHeight = 98;
constexpr double captionHeight = 30;
constexpr double shareRow = 28;
constexpr double chartHeight = 106;
constexpr double listRow = 26;
constexpr double noteHeight = 58;
constexpr double modelHeight = 56;
constexpr double leftShare = .5; ///< of the width, for what stands at the left
constexpr double finding = .5;   ///< the score that a finding is above of

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::widgets::EvidencePainter", text);
}

/// A bar from 0 to 1 with a mark where a finding begins.
void paintScoreBar(QPainter &painter, const QRectF &bar, double score, const QColor &groove,
                   const QColor &fill, const QColor &mark)
{
    painter.fillRect(bar, groove);
    painter.fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * std::clamp(score, 0., 1.), bar.height())),
                     fill);
    painter.fillRect(QRectF(bar.left() + bar.width() * finding - 1, bar.top() - 2, 2, bar.height() + 4),
                     mark);
}

} // namespace

/// Where the boxes of a card lie.
struct EvidencePainter::Places
{
    QRectF score, shares, charts, relations, similar, degraded, model;
    double height = 0;
};

EvidencePainter::EvidencePainter(const presentation::Theme &theme)
    : m_theme(theme),
      m_chart(theme),
      m_display(TextStyle::display),
      m_figure(TextStyle::figure),
      m_number(TextStyle::number),
      m_caption(TextStyle::caption),
      m_body(TextStyle::body),
      m_strong(TextStyle::strong),
      m_small(TextStyle::small),
      m_tiny(TextStyle::tiny),
      m_key(TextStyle::key)
{
}

EvidencePainter::Places EvidencePainter::placesFor(double width, const EvidencePicture &picture) const
{
    Places places;
    const double left = std::floor((width - gap) * leftShare);
    double top = 0;
    const auto row = [&](double height) {
        const QRectF whole(0, top, width, height);
        top += height + gap;
        return whole;
    };
    const auto split = [&](double height, QRectF &one, QRectF &other) {
        const QRectF whole = row(height);
        one = QRectF(0, whole.top(), left, height);
        other = QRectF(left + gap, whole.top(), width - left - gap, height);
    };
    places.score = row(scoreHeight + (picture.what.isEmpty() ? 0 : 22));
    const auto charts = static_cast<double>(std::max<std::size_t>(1, picture.charts.size()));
    const auto shares = static_cast<double>(picture.shares.size());
    split(captionHeight + std::max(charts * chartHeight, 24 + shares * shareRow) + 4, places.shares,
          places.charts);
    const auto lines =
        static_cast<double>(std::max<std::size_t>({1, picture.relations.size(), picture.similar.size()}));
    split(captionHeight + lines * listRow + 8, places.relations, places.similar);
    if (!picture.degraded.isEmpty())
        places.degraded = row(noteHeight);
    places.model = row(modelHeight + (picture.mark ? 20 : 0));
    places.height = top - gap;
    return places;
}

double EvidencePainter::heightFor(const EvidencePicture &picture) const
{
    return placesFor(leastWidth, picture).height;
}

void EvidencePainter::paint(QPainter &painter, double width, const EvidencePicture &picture) const
{
    const Places places = placesFor(width, picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintScore(painter, places.score, picture);
    paintShares(painter, places.shares, picture);
    paintCharts(painter, places.charts, picture);
    paintRelations(painter, places.relations, picture);
    paintSimilar(painter, places.similar, picture);
    if (!picture.degraded.isEmpty())
        paintDegraded(painter, places.degraded, picture);
    paintModel(painter, places.model, picture);
}

void EvidencePainter::paintCaption(QPainter &painter, const QRectF &box, const QString &words,
                                   const QString &note) const
{
    paintBox(painter, box, m_theme.colour(Role::card), m_theme.colour(Role::line));
    paintText(painter, {box.left() + margin, box.top() + 20}, words, m_caption, m_theme.colour(Role::text3));
    paintTextRight(painter, {box.right() - margin, box.top() + 20}, note, m_small,
                   m_theme.colour(Role::text2));
}

void EvidencePainter::paintScore(QPainter &painter, const QRectF &box, const EvidencePicture &picture) const
{
    paintCaption(painter, box, tr("Score"));
    const double left = box.left() + margin;
    const QColor strong = m_theme.colour(Role::text1);
    const QColor plain = m_theme.colour(Role::text2);
    paintText(painter, {left, box.top() + 62}, picture.score, m_display, strong);
    paintText(painter, {left, box.top() + 84}, picture.pValue, m_small, plain);
    const double middle = left + 134;
    const double partsWidth = 226;
    const double barWidth = box.right() - margin - partsWidth - 24 - middle;
    const QColor fill = m_theme.status(Status::warning).fill;
    const QRectF bar(middle, box.top() + 20, barWidth, 10);
    paintScoreBar(painter, bar, picture.scoreShare, m_theme.colour(Role::rangeBand), fill, strong);
    if (!m_theme.neon()) {
        painter.setPen(m_theme.edge(Status::warning));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(bar.topLeft(), QSizeF(bar.width() * picture.scoreShare, bar.height())));
    }
    paintText(painter, {bar.left() + bar.width() * finding + 6, bar.bottom() + 13}, tr("finding above 0.5"),
              m_tiny, plain);
    double x = paintText(painter, {middle, box.top() + 66}, picture.lasting, m_strong, strong);
    paintFitted(painter, {x, box.top() + 66}, middle + barWidth - x, u" · "_s + picture.times, m_body, plain);
    paintFitted(painter, {middle, box.top() + 85}, barWidth, picture.since + u" · "_s + picture.lead, m_small,
                plain);
    paintParts(painter, QRectF(box.right() - margin - partsWidth, box.top() + 12, partsWidth, 78), picture);
    if (!picture.what.isEmpty())
        paintFitted(painter, {left, box.bottom() - 12}, box.width() - 2 * margin, picture.what, m_strong,
                    strong);
}

void EvidencePainter::paintParts(QPainter &painter, const QRectF &area, const EvidencePicture &picture) const
{
    double top = area.top();
    for (const EvidencePicture::Part &part : picture.parts) {
        const double base = top + 17;
        paintFitted(painter, {area.left(), base}, 104, part.name, m_small, m_theme.colour(Role::text2));
        if (part.score) {
            paintScoreBar(painter, QRectF(area.left() + 110, top + 9, 74, 6), *part.score,
                          m_theme.colour(Role::rangeBand), m_theme.colour(Role::text2),
                          m_theme.colour(Role::text1));
            paintTextRight(painter, {area.right(), base}, presentation::fixedNumber(*part.score, 2), m_number,
                           m_theme.colour(Role::text1));
        } else {
            paintTextRight(painter, {area.right(), base}, tr("not in the model"), m_tiny,
                           m_theme.colour(Role::text3));
        }
        top += 26;
    }
}

QColor EvidencePainter::shareColour(std::size_t place, bool others) const
{
    if (others)
        return m_theme.colour(Role::lineStrong);
    // Each less than the one before, and all of one hue: no series, no state.
    const QColor accent = m_theme.colour(Role::accent);
    const QColor card = m_theme.colour(Role::card);
    const double part = std::max(.4, 1 - .16 * static_cast<double>(place));
    const auto mixed = [&](int one, int other) { return static_cast<int>(part * one + (1 - part) * other); };
    return {mixed(accent.red(), card.red()), mixed(accent.green(), card.green()),
            mixed(accent.blue(), card.blue())};
}

void EvidencePainter::paintShares(QPainter &painter, const QRectF &box, const EvidencePicture &picture) const
{
    paintCaption(painter, box, tr("Contributions"), picture.shares.empty() ? QString() : tr("sum 100 %"));
    const QRectF bar(box.left() + margin, box.top() + captionHeight, box.width() - 2 * margin, 9);
    double x = bar.left();
    double top = bar.bottom() + 9;
    const double barLeft = bar.left() + bar.width() * .55;
    const double barRoom = bar.right() - 44 - barLeft;
    const double largest = picture.shares.empty() ? 1 : std::max(.01, picture.shares.front().share);
    for (std::size_t i = 0; i < picture.shares.size(); ++i) {
        const EvidencePicture::Share &share = picture.shares[i];
        const QColor colour = shareColour(i, share.others);
        const double width = bar.width() * share.share;
        painter.fillRect(QRectF(x, bar.top(), std::max(1., width - 1), bar.height()), colour);
        x += width;
        if (share.glyph != presentation::Glyph::none)
            paintGlyph(painter, QRectF(bar.left(), top + 6, 16, 16), share.glyph, m_theme);
        const double base = top + 19;
        paintFitted(painter, {bar.left() + 24, base}, barLeft - bar.left() - 32, share.title, m_body,
                    m_theme.colour(share.others ? Role::text2 : Role::text1));
        painter.fillRect(
            QRectF(barLeft, top + 8, std::max(2., barRoom * std::min(1., share.share / largest)), 13),
            colour);
        paintTextRight(painter, {bar.right(), base}, tr("%1 %").arg(share.percent), m_figure,
                       m_theme.colour(Role::text1));
        top += shareRow;
    }
    if (picture.shares.empty())
        paintText(painter, {bar.left(), bar.bottom() + 18}, tr("not known"), m_small,
                  m_theme.colour(Role::text2));
}

void EvidencePainter::paintCharts(QPainter &painter, const QRectF &box, const EvidencePicture &picture) const
{
    paintCaption(painter, box, tr("Expected and actual"));
    const presentation::StatusColours expected = m_theme.status(Status::notNow);
    double x = box.right() - margin;
    const double base = box.top() + 20;
    const auto legend = [&](const QString &words, bool band) {
        x -= m_small.width(words);
        paintText(painter, {x, base}, words, m_small, m_theme.colour(Role::text2));
        x -= 24;
        const QRectF sample(x, box.top() + 12, 18, 8);
        if (band) {
            QColor wash = expected.fill;
            wash.setAlphaF(.28F);
            painter.fillRect(sample, wash);
            painter.setPen(QPen(expected.ink, 1.5, Qt::DashLine));
        } else {
            painter.setPen(QPen(m_theme.colour(Role::text1), 2));
        }
        painter.drawLine(QPointF(sample.left(), sample.center().y()),
                         QPointF(sample.right(), sample.center().y()));
        x -= 12;
    };
    legend(tr("actual"), false);
    legend(tr("expected"), true);
    double top = box.top() + captionHeight;
    for (const EvidencePicture::Chart &chart : picture.charts) {
        m_chart.paint(painter, QRectF(box.left() + margin, top, box.width() - 2 * margin, chartHeight), chart,
                      picture.started);
        top += chartHeight;
    }
    if (picture.charts.empty())
        paintText(painter, {box.left() + margin, top + 18}, tr("not recorded"), m_small,
                  m_theme.colour(Role::text2));
}

void EvidencePainter::paintRelations(QPainter &painter, const QRectF &box,
                                     const EvidencePicture &picture) const
{
    paintCaption(painter, box, tr("Broken correlations"), u"−1 … +1"_s);
    const presentation::StatusColours notNow = m_theme.status(Status::notNow);
    const double left = box.left() + margin;
    const double right = box.right() - margin;
    double top = box.top() + captionHeight;
    for (const EvidencePicture::Relation &one : picture.relations) {
        const double base = top + 17;
        const QString now = presentation::fixedNumber(one.now, 2);
        paintTextRight(painter, {right, base}, now, m_number, m_theme.colour(Role::text1));
        const QString usual = presentation::fixedNumber(one.usual, 2);
        const double arrowRight = right - 44;
        paintTextRight(painter, {arrowRight, base}, u"→"_s, m_small, m_theme.colour(Role::text2));
        paintTextRight(painter, {arrowRight - 18, base}, usual, m_number, notNow.ink);
        const QRectF scale(right - 44 - 18 - 44 - 66, top + 12, 56, 1);
        const auto xOf = [&](double value) { return scale.center().x() + value * scale.width() / 2; };
        painter.setPen(QPen(m_theme.colour(Role::lineStrong), 1));
        painter.drawLine(scale.topLeft(), scale.topRight());
        painter.drawLine(QPointF(scale.center().x(), top + 8), QPointF(scale.center().x(), top + 17));
        painter.setPen(QPen(notNow.ink, 2));
        painter.setBrush(m_theme.colour(Role::card));
        painter.drawEllipse(QPointF(xOf(one.usual), scale.top()), 4, 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(Role::text1));
        painter.drawEllipse(QPointF(xOf(one.now), scale.top()), 3.5, 3.5);
        paintFitted(painter, {left, base}, scale.left() - left - 10, one.words, m_small,
                    m_theme.colour(Role::text1));
        top += listRow;
    }
    if (picture.relations.empty())
        paintFitted(painter, {left, top + 17}, right - left, tr("None of those that always hold."), m_small,
                    m_theme.colour(Role::text2));
}

QRectF EvidencePainter::similarPlace(double width, const EvidencePicture &picture, std::size_t place) const
{
    const QRectF box = placesFor(width, picture).similar;
    return {box.left() + 4, box.top() + captionHeight + static_cast<double>(place) * listRow, box.width() - 8,
            listRow};
}

void EvidencePainter::paintSimilar(QPainter &painter, const QRectF &box, const EvidencePicture &picture) const
{
    paintCaption(painter, box, tr("Similar past findings"),
                 picture.similar.empty() ? QString() : tr("similarity"));
    const double left = box.left() + margin;
    const double right = box.right() - margin;
    double top = box.top() + captionHeight;
    for (const EvidencePicture::Similar &one : picture.similar) {
        const double base = top + 17;
        // The key that leads there.
        const auto key = QString::number(&one - picture.similar.data() + 1);
        double x = paintText(painter, {left, base}, key, m_small, m_theme.colour(Role::text3)) + 10;
        x = paintText(painter, {x, base}, one.similarity, m_number, m_theme.colour(Role::text1)) + 12;
        x = paintText(painter, {x, base}, one.day, m_small, m_theme.colour(Role::text2)) + 10;
        x = paintText(painter, {x, base}, one.machine, m_figure, m_theme.colour(Role::text1)) + 10;
        if (one.mark)
            x = paintText(painter, {x, base}, presentation::markText(*one.mark).toUpper(), m_strong,
                          m_theme.colour(Role::text1)) +
                10;
        paintFitted(painter, {x, base}, right - x, one.words, m_small, m_theme.colour(Role::text2));
        top += listRow;
    }
    if (picture.similar.empty())
        paintFitted(painter, {left, top + 17}, right - left, tr("None: nothing like it was found before."),
                    m_small, m_theme.colour(Role::text2));
}

void EvidencePainter::paintDegraded(QPainter &painter, const QRectF &box,
                                    const EvidencePicture &picture) const
{
    const presentation::StatusColours stale = m_theme.status(Status::stale);
    painter.setPen(Qt::NoPen);
    painter.setBrush(stale.wash);
    painter.drawRoundedRect(box, 4, 4);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(stale.ink, 1, Qt::DashLine));
    painter.drawRoundedRect(box.adjusted(.5, .5, -.5, -.5), 4, 4);
    paintGlyph(painter, QRectF(box.left() + margin, box.top() + 20, 18, 18), presentation::Glyph::stale,
               m_theme);
    const double left = box.left() + 42;
    const double x =
        paintText(painter, {left, box.top() + 25}, tr("Degraded: "), m_strong, m_theme.colour(Role::text1));
    paintText(painter, {x, box.top() + 25}, picture.degraded, m_strong, m_theme.colour(Role::text1));
    paintFitted(painter, {left, box.top() + 44}, box.right() - margin - left, picture.degradedDetail, m_small,
                m_theme.colour(Role::text2));
}

void EvidencePainter::paintModel(QPainter &painter, const QRectF &box, const EvidencePicture &picture) const
{
    paintCaption(painter, box, tr("Model"));
    const double left = box.left() + margin;
    const double right = box.right() - margin;
    const QColor plain = m_theme.colour(Role::text2);
    const double x =
        paintText(painter, {left, box.top() + 42}, picture.model, m_key, m_theme.colour(Role::text1)) + 8;
    paintFitted(painter, {x, box.top() + 42}, right - x, picture.modelDetail, m_small, plain);
    if (!picture.mark)
        return;
    QString said = tr("Marked %1 by %2 on %3.")
                       .arg(presentation::markText(picture.mark->mark), shown(picture.mark->by),
                            presentation::dayText(picture.mark->at).section(u' ', 1));
    if (!picture.mark->note.empty())
        said += u' ' + shown(picture.mark->note);
    paintFitted(painter, {left, box.top() + 62}, right - left, said, m_small, m_theme.colour(Role::text1));
}

} // namespace rig::widgets
