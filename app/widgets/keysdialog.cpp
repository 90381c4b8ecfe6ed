#include "widgets/keysdialog.h"

#include "widgets/button.h"

#include <QHBoxLayout>
#include <QPainter>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int dialogWidth = 440;
constexpr int titleHeight = 44;
constexpr int rowHeight = 34;
constexpr int footHeight = 56;
constexpr double meaningLeft = 150;

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
    setFixedSize(dialogWidth, titleHeight + static_cast<int>(m_keys.size()) * rowHeight + footHeight);
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
        const double wide = m_key.width(key.key) + 10;
        paintBox(painter, QRectF(16, top + rowHeight / 2.0 - 9, wide, 18), m_theme.colour(Role::raised),
                 m_theme.colour(Role::lineStrong), 1, 2);
        paintText(painter, {21, m_key.middle(top, rowHeight)}, key.key, m_key, m_theme.colour(Role::text1));
        paintText(painter, {meaningLeft, m_body.middle(top, rowHeight)}, key.meaning, m_body,
                  m_theme.colour(Role::text2));
        top += rowHeight;
    }
    painter.fillRect(QRectF(0, top, width(), height() - top), m_theme.colour(Role::chrome));
    painter.fillRect(QRectF(0, top, width(), 1), m_theme.colour(Role::line));
}

} // namespace rig::widgets
