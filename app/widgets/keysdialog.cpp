#include "widgets/keysdialog.h"

#include "widgets/button.h"

#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int leastWidth = 440;
constexpr int titleHeight = 44;
constexpr int rowHeight = 34;
constexpr int footHeight = 56;
constexpr double keyLeft = 16;
constexpr double keyPadding = 5;
constexpr double leastMeaningLeft = 150;
constexpr double apart = 16;

} // namespace

KeysDialog::KeysDialog(std::vector<KeyMeaning> keys, const presentation::Theme &theme, QWidget *parent)
    : QDialog(parent),
      m_keys(std::move(keys)),
      m_theme(theme),
      m_title(TextStyle::title),
      m_key(TextStyle::key),
      m_body(TextStyle::body)
{
    setWindowTitle(tr("Keys"));
    setFixedSize(wantedSize());
    QStringList words;
    for (const KeyMeaning &key : m_keys)
        words << u"%1: %2"_s.arg(key.key, key.meaning);
    setAccessibleDescription(words.join(u", "_s));
    auto *close = new Button(Button::Kind::plain, tr("Close"), theme, this);
    close->setKeyHint(u"Esc"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 12);
    row->addStretch(1);
    row->addWidget(close, 0, Qt::AlignBottom);
    close->setFocus();
    connect(close, &Button::clicked, this, &QDialog::accept);
}

QSize KeysDialog::wantedSize()
{
    double keys = 0;
    double meanings = 0;
    for (const KeyMeaning &key : m_keys) {
        keys = std::max(keys, m_key.width(key.key));
        meanings = std::max(meanings, m_body.width(key.meaning));
    }
    m_meaningLeft = std::max(leastMeaningLeft, keyLeft + keys + 2 * keyPadding + apart);
    const int width = static_cast<int>(std::ceil(m_meaningLeft + meanings + apart));
    return {std::max(leastWidth, width),
            titleHeight + static_cast<int>(m_keys.size()) * rowHeight + footHeight};
}

void KeysDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(Role::panel));
    painter.fillRect(QRectF(16, titleHeight / 2.0 - 6, 3, 12), m_theme.colour(Role::brand));
    paintText(painter, {27, m_title.middle(0, titleHeight)}, windowTitle(), m_title,
              m_theme.colour(Role::text1));
    double top = titleHeight;
    for (const KeyMeaning &key : m_keys) {
        painter.fillRect(QRectF(0, top, width(), 1), m_theme.colour(Role::line));
        const double wide = m_key.width(key.key) + 2 * keyPadding;
        paintBox(painter, QRectF(keyLeft, top + rowHeight / 2.0 - 9, wide, 18), m_theme.colour(Role::raised),
                 m_theme.colour(Role::lineStrong), 1, 2);
        paintText(painter, {keyLeft + keyPadding, m_key.middle(top, rowHeight)}, key.key, m_key,
                  m_theme.colour(Role::text1));
        paintText(painter, {m_meaningLeft, m_body.middle(top, rowHeight)}, key.meaning, m_body,
                  m_theme.colour(Role::text2));
        top += rowHeight;
    }
    painter.fillRect(QRectF(0, top, width(), height() - top), m_theme.colour(Role::chrome));
    painter.fillRect(QRectF(0, top, width(), 1), m_theme.colour(Role::line));
}

} // namespace rig::widgets
