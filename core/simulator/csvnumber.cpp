#include "simulator/csvnumber.h"

#include <QCoreApplication>

namespace rig::simulator {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("rig::simulator::CsvNumber", sentence);
}

} // namespace

Result<CellNumber> csvNumber(const CsvRows &rows, std::size_t column, std::string &room,
                             const QString &remedy)
{
    const std::string_view cell = rows.cells()[column];
    const QString text = QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size())).left(40);
    const CellNumber number = readCellNumber(cell, room);
    switch (number.kind) {
    case CellNumber::Kind::none:
    case CellNumber::Kind::number:
        return number;
    case CellNumber::Kind::decimalComma:
        return rows.wrongAt(column, tr("'%1' has a decimal comma. Numbers need a decimal point, and no "
                                       "separators of thousands.")
                                        .arg(text));
    case CellNumber::Kind::beyond:
        return rows.wrongAt(column, tr("'%1' is larger than a number can be.").arg(text));
    case CellNumber::Kind::text:
        break;
    }
    const QString sentence = tr("'%1' is no number.").arg(text);
    return rows.wrongAt(column, remedy.isEmpty() ? sentence : sentence + u' ' + remedy);
}

} // namespace rig::simulator
