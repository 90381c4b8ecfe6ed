#include "fuzz/input.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

/// Takes the place of libFuzzer where a compiler without it is in use: hands the target every file of a
/// folder, so that what a fuzzer once found stays found.
int main(int argc, char **argv)
{
    std::size_t files = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto &entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(file), {}};
            std::fprintf(stderr, "%s\n", entry.path().c_str());
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
            ++files;
        }
    require(files > 0, "the corpus has files");
    return 0;
}
