#pragma once

namespace rig::storage {

/// From here on libpq and the C library say in English what went wrong, whatever the locale: their words
/// stand in our sentences, and some errors have nothing else to be told apart by. Numbers and the rest stay
/// the locale's. Behind the making of the application object, which sets the locale, and before there is a
/// second thread.
void keepLibraryWordsEnglish();

} // namespace rig::storage
