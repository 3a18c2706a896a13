/* How worlds stand in the hash table. */

#ifndef OUTLIVE_TABLE_H
#define OUTLIVE_TABLE_H

#include "worlds.h"

/* An odd number with bits all over: 2 to the 64 divided by the golden ratio (Knuth, 6.4). */
static const uint64_t MIX = UINT64_C(0x9E3779B97F4A7C15);

MADE_ANEW uint64_t hash_of(const uint64_t *world, const uint32_t words) {
    uint64_t hash = 0;
    for (uint32_t word = 0; word < words; word++) {
        hash = (hash ^ world[word]) * MIX;
        hash ^= hash >> 32;
    }
    return hash * MIX;
}

/* Worlds of a word and a half stand in their slots; of others only the first word, and the best half of the hash. */
MADE_ANEW uint32_t rest_of(const uint64_t *world, uint64_t hash, const uint32_t words, const bool in_slots) {
    if (!in_slots) return (uint32_t)(hash >> 32);
    return words > 1 ? (uint32_t)world[1] : 0;
}

/* The hash of the world in a slot, as far as `first_slot` needs it. */
static inline uint64_t hash_again(Slot slot, uint32_t words, bool in_slots) {
    const uint64_t world[2] = {slot.word, slot.rest};
    return in_slots ? hash_of(world, words) : (uint64_t)slot.rest << 32;
}

/* The best bits of a product are its highest. There are 2 to the 32 slots at most. */
static inline uint64_t first_slot(uint64_t slots, uint64_t hash) {
    return hash >> (__builtin_clzll(slots) + 1);
}

MADE_ANEW void copy(uint64_t *to, const uint64_t *from, const uint32_t words) {
    for (uint32_t word = 0; word < words; word++) to[word] = from[word];
}

/* A world found first by the pending step `count`, in the slot `at`. */
MADE_ANEW void add(Worlds *worlds, uint32_t count, uint64_t at, const uint32_t words, const bool in_slots) {
    const Pending *pending = &worlds->pending;
    const uint64_t *world = &pending->target[(uint64_t)count * words];
    copy(&worlds->world[(uint64_t)worlds->known * words], world, words);
    worlds->source[worlds->known] = pending->source[count];
    worlds->rule[worlds->known] = pending->rule[count];
    worlds->known++;
    worlds->slot[at] = (Slot){world[0], rest_of(world, pending->hash[count], words, in_slots), worlds->known};
}

/* Room for all that the pending steps may find; false if there is no memory. */
bool outlive_make_room(Worlds *worlds);

#endif
