#include "commalocale.h"

#include <QProcess>

#include <clocale>

using namespace Qt::Literals::StringLiterals;

CommaLocale::CommaLocale()
{
    const char *name = "de_DE.UTF-8";
    if (std::setlocale(LC_ALL, name) == nullptr) {
        QProcess::execute(u"localedef"_s,
                          {u"-i"_s, u"de_DE"_s, u"-f"_s, u"UTF-8"_s, m_folder.filePath(u"de_DE.UTF-8"_s)});
        qputenv("LOCPATH", m_folder.path().toLocal8Bit());
        std::setlocale(LC_ALL, name);
    }
    m_active = std::localeconv()->decimal_point[0] == ',';
}

CommaLocale::~CommaLocale()
{
    qunsetenv("LOCPATH");
    std::setlocale(LC_ALL, "C.UTF-8");
}
