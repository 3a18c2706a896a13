/* Two threads list together, see sharing.c. */

#ifndef OUTLIVE_SHARING_H
#define OUTLIVE_SHARING_H

#include "worlds.h"

/* Expand some of the worlds that wait in two threads, finding so many at most; false if nothing was done, because fewer
   wait than are worth it, or there is no room, or no thread. */
bool outlive_share(Worlds *worlds, uint64_t most);

#endif
