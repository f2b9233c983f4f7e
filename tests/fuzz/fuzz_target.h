// What a fuzzer consists of. Each fuzz_<decoder>.cpp defines both functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// The entry: must survive any bytes; a broken promise of the decoder stops the process (HEDDLE_CHECK).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// Valid inputs to start from, made by the present code, so that they never grow stale.
std::vector<std::string> fuzzSeeds();
