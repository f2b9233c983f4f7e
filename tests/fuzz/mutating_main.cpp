// Feeds a fuzzer's seeds and random mutations of them to its entry function, without libFuzzer.
//   --seconds N   how long (a fixed seed: the same build does the same mutations in the same order)
//   --write DIR   writes the seeds as files instead, as the first corpus for libFuzzer
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/fuzz/fuzz_target.h"

namespace {

std::string mutated(std::string bytes, const std::string& other, std::mt19937& random) {
    const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (std::size_t changes = 1 + below(8); changes > 0; --changes) {
        const std::size_t at = below(bytes.size() + 1), length = below(64);
        switch (below(6)) {
            case 0:
                if (at < bytes.size())
                    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1u << below(8)));
                break;
            case 1:
                if (at < bytes.size())
                    bytes[at] = static_cast<char>(random());
                break;
            case 2:
                bytes.erase(at, length);
                break;
            case 3:
                bytes.insert(at, length, static_cast<char>(random()));
                break;
            case 4:
                bytes.resize(at);
                break;
            case 5:
                bytes.insert(at, other, below(other.size() + 1), length);
                break;
        }
    }
    return bytes;
}

void feed(const std::string& bytes) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
    const auto seeds = fuzzSeeds();
    if (argc == 3 && std::strcmp(argv[1], "--write") == 0) {
        std::filesystem::create_directories(argv[2]);
        for (std::size_t i = 0; i < seeds.size(); ++i)
            std::ofstream(std::filesystem::path(argv[2]) / ("seed" + std::to_string(i)), std::ios::binary)
                << seeds[i];
        return 0;
    }
    const auto limit = std::chrono::seconds(argc == 3 ? std::atoi(argv[2]) : 1);
    std::mt19937 random{20260101};
    std::size_t inputs = 1;
    feed({});
    for (const std::string& seed : seeds) {
        feed(seed);
        ++inputs;
    }
    const auto start = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - start < limit) {
        feed(mutated(seeds[random() % seeds.size()], seeds[random() % seeds.size()], random));
        ++inputs;
    }
    std::printf("%zu inputs\n", inputs);
    return 0;
}
