// heddle-finder: searches the schedules of a scenario of the library.
#include "engine/finder/process.h"
#include "engine/scenarios/library.h"

int main(int argc, char** argv) {
    return heddle::finder::searchAsProcess(argc, argv, heddle::scenarios::findScenario);
}
