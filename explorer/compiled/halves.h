/* Does in two threads what can be done in two halves. */

#ifndef OUTLIVE_HALVES_H
#define OUTLIVE_HALVES_H

#include "worlds.h"

/* Works on some things: those from `begin` up to `end`. */
typedef void Work(void *about, uint64_t begin, uint64_t end);

/* Work on so many things, or, if they are worth it, on both halves at once, cut at a multiple of `grain`. */
void outlive_halve(const Worlds *worlds, uint64_t count, uint64_t grain, Work *work, void *about);

#endif
