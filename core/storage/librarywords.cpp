#include "storage/librarywords.h"

#include <clocale>

namespace rig::storage {

void keepLibraryWordsEnglish()
{
    std::setlocale(LC_MESSAGES, "C");
}

} // namespace rig::storage
