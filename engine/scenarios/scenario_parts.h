// What every scenario of the library is made of: its description, and what its check asks of the observed
// run.
#pragma once

#include "engine/model/snapshot.h"
#include "engine/scenarios/observed.h"
#include "engine/scenarios/scenario.h"
#include "engine/scenarios/shown.h"
