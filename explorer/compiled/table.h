/* How worlds stand in the hash table.

   (Knuth, "The Art of Computer Programming", volume 3, 6.4: linear probing.) */

#ifndef OUTLIVE_TABLE_H
#define OUTLIVE_TABLE_H

#include "worlds.h"

/* An odd number with bits all over: 2 to the 64 divided by the golden ratio (Knuth, 6.4). */
static const uint64_t MIX = UINT64_C(0x9E3779B97F4A7C15);
/* The place of a world of the side list has this bit; a slot that is being written has all of them. */
static const uint32_t ASIDE = UINT32_C(1) << 31, WRITING = UINT32_MAX;
/* The source of a world of the side list that the list has taken over. */
static const uint32_t TAKEN = UINT32_MAX;

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
static inline uint64_t hash_again(const Slot *slot, uint32_t words, bool in_slots) {
    const uint64_t world[2] = {slot->word, slot->rest};
    return in_slots ? hash_of(world, words) : (uint64_t)slot->rest << 32;
}

/* The best bits of a product are its highest. There are 2 to the 32 slots at most. */
static inline uint64_t first_slot(uint64_t slots, uint64_t hash) {
    return hash >> (__builtin_clzll(slots) + 1);
}

MADE_ANEW void copy(uint64_t *to, const uint64_t *from, const uint32_t words) {
    for (uint32_t word = 0; word < words; word++) to[word] = from[word];
}

MADE_ANEW bool same(const uint64_t *one, const uint64_t *other, const uint32_t words) {
    for (uint32_t word = 0; word < words; word++) {
        if (one[word] != other[word]) return false;
    }
    return true;
}

/* The row for worlds that a rule finds first from this one. */
static inline uint16_t row_by(const Known *known, uint32_t rule, const uint64_t *source) {
    const Finder *finder = &known->finder[rule];
    uint64_t first = source[finder->word[0]] >> finder->shift[0] & finder->mask[0];
    uint64_t second = source[finder->word[1]] >> finder->shift[1] & finder->mask[1];
    return known->row_of[finder->first + first + second * finder->rows];
}

static inline uint32_t place_in(const Slot *slot) {
    return atomic_load_explicit(&slot->place, memory_order_acquire);
}

static inline void put_place(Slot *slot, uint32_t place) {
    atomic_store_explicit(&slot->place, place, memory_order_release);
}

/* Room for all that the pending steps may find, besides so many worlds more; false if there is no memory. */
bool outlive_make_room(Worlds *worlds, uint64_t more);

/* Take the worlds of the side list out of the table. */
void outlive_forget_aside(Worlds *worlds);

void outlive_free_list(List *list);

#endif
