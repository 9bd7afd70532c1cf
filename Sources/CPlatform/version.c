#include "CPlatform.h"

#ifndef COUNTERSIGN_VERSION
#define COUNTERSIGN_VERSION "0.1.0"
#endif

const char *countersign_version(void) { return COUNTERSIGN_VERSION; }
