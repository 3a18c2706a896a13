/* Lists every reachable world of a network and every step, breadth first, by a hash table of places.

   Worlds are found in the order of their shortest runs, as explorer/listing.py finds them. */

#include "expanding.h"
#include "sharing.h"

enum { AT_ONCE = 1 << 19 };

/* By this the library is known to be built from these files, see building.py. */
const char *const outlive_sources = SOURCES;

MADE_ANEW void spread(Worlds *worlds, uint64_t until, const uint32_t words, const bool in_slots, const bool shared) {
    List *list = &worlds->list;
    while (!worlds->stop && list->count < until) {
        if (list->next == list->known) settle(worlds, list, words, in_slots, shared);
        if (worlds->stop) return;
        if (list->next < list->known) expand(worlds, list, words, in_slots, shared);
        else worlds->stop = COMPLETE;
    }
    if (!worlds->stop) settle(worlds, list, words, in_slots, shared);
}

/* Go on for so many steps, or to the end; what `stop` says then. */
uint32_t outlive_spread(Worlds *worlds, uint64_t steps) {
    for (uint64_t until = worlds->list.count + steps; !worlds->stop && worlds->list.count < until;) {
        uint64_t left = until - worlds->list.count, some = left < AT_ONCE ? left : AT_ONCE;
        if (outlive_share(worlds, some)) continue;
        FOR_ITS_WORDS(spread, &worlds->tables, false, worlds, worlds->list.count + some)
    }
    return worlds->stop;
}
