#pragma once

#include <QTranslator>

/// A language in which every word of ours is 40 per cent longer than in English, as German or Finnish words
/// are: "Stop" reads "Stop" and two more letters, longer texts stand in [brackets] too. Placeholders stay as
/// they are.
class Lengthened : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *disambiguation,
                      int n) const override;
};
