#pragma once

#include <QTemporaryFile>

namespace rig::test {

/// A file of this content, for as long as it lives.
class CsvFile
{
public:
    explicit CsvFile(const QByteArray &content)
    {
        if (!m_file.open() || m_file.write(content) != content.size() || !m_file.flush())
            qFatal("cannot write a temporary file");
    }

    QString path() const { return m_file.fileName(); }

private:
    QTemporaryFile m_file;
};

} // namespace rig::test
