/* Decides conditions in all worlds at once, 64 at a time: for each bit of a world a plane, a bit for each world.

   (Warren, "Hacker's Delight", 7-3: how a square of bits is transposed.) */

#include "worlds.h"

#include <stdlib.h>

enum { SQUARE = 64, AT_ONCE = 8 };

/* A machine and the states in which it is asked to be: its first plane, how many it has, and where its states are. */
typedef struct {
    uint32_t plane, width, begin, end;
} Asked;

static void transpose(uint64_t square[SQUARE]) {
    uint64_t mask = UINT32_MAX;
    for (uint32_t half = SQUARE / 2; half > 0; half /= 2, mask ^= mask << half) {
        for (uint32_t row = 0; row < SQUARE; row = ((row | half) + 1) & ~half) {
            uint64_t differ = (square[row] >> half ^ square[row | half]) & mask;
            square[row] ^= differ << half;
            square[row | half] ^= differ;
        }
    }
}

/* How many words a plane has: some more than it needs, so that many are combined at once. */
static uint64_t length_of(const Worlds *worlds) {
    return ((uint64_t)worlds->list.known + SQUARE * AT_ONCE - 1) / (SQUARE * AT_ONCE) * AT_ONCE;
}

static void write_planes(const Worlds *worlds, const uint32_t *bases, uint64_t *planes) {
    uint32_t words = worlds->tables.words;
    uint64_t length = length_of(worlds), square[SQUARE];
    for (uint64_t place = 0; place < length * SQUARE; place += SQUARE) {
        for (uint32_t word = 0; word < words; word++) {
            for (uint64_t row = 0; row < SQUARE; row++) {
                square[row] = place + row < worlds->list.known ? world_at(worlds, place + row)[word] : 0;
            }
            transpose(square);
            for (uint32_t plane = bases[word]; plane < bases[word + 1]; plane++) {
                planes[plane * length + place / SQUARE] = square[plane - bases[word]];
            }
        }
    }
}

/* The planes of all worlds; `bases` are those of the lowest bits of each word, and their number; NULL if there is no
   memory. */
uint64_t *outlive_planes(const Worlds *worlds, const uint32_t *bases) {
    uint64_t bytes = (bases[worlds->tables.words] + UINT64_C(1)) * length_of(worlds) * sizeof(uint64_t);
    uint64_t *planes = malloc(bytes);
    if (planes) {
        outlive_ask_for_huge_pages(planes, bytes);
        write_planes(worlds, bases, planes);
    }
    return planes;
}

void outlive_free_planes(uint64_t *planes) {
    free(planes);
}

/* Of AT_ONCE words of worlds those in which a machine is in a state. */
MADE_ANEW void find_state(const uint64_t *planes, uint64_t length, const Asked *asked, uint32_t state, uint64_t *in) {
    for (uint32_t word = 0; word < AT_ONCE; word++) in[word] = ~UINT64_C(0);
    for (uint32_t bit = 0; bit < asked->width; bit++) {
        const uint64_t *plane = &planes[(asked->plane + bit) * length], flip = (state >> bit & 1) - UINT64_C(1);
        for (uint32_t word = 0; word < AT_ONCE; word++) in[word] &= plane[word] ^ flip;
    }
}

/* Of AT_ONCE words of worlds those in which a machine is where it is asked to be; whether there is one. */
static bool keep_asked(const uint64_t *planes, uint64_t length, const Asked *asked, const uint32_t *states,
                       uint64_t *held) {
    uint64_t some[AT_ONCE] = {0}, in[AT_ONCE], left = 0;
    for (uint32_t each = asked->begin; each < asked->end; each++) {
        find_state(planes, length, asked, states[each], in);
        for (uint32_t word = 0; word < AT_ONCE; word++) some[word] |= in[word];
    }
    for (uint32_t word = 0; word < AT_ONCE; word++) left |= held[word] &= some[word];
    return left;
}

static void mark(uint8_t *marks, uint64_t worlds, const uint64_t *held) {
    for (uint64_t world = 0; world < worlds; world++) marks[world] |= held[world / SQUARE] >> world % SQUARE & 1;
}

/* Marks, besides those marked, the worlds in which some machines all are where they are asked to be. */
void outlive_hold(const Worlds *worlds, const uint64_t *planes, uint32_t count, const Asked *asked,
                  const uint32_t *states, uint8_t *marks) {
    uint64_t length = length_of(worlds);
    for (uint64_t at = 0; at < length; at += AT_ONCE) {
        uint64_t held[AT_ONCE], first = at * SQUARE, left = worlds->list.known - first;
        for (uint32_t word = 0; word < AT_ONCE; word++) held[word] = ~UINT64_C(0);
        bool some = true;
        for (uint32_t each = 0; some && each < count; each++) {
            some = keep_asked(planes + at, length, &asked[each], states, held);
        }
        if (some) mark(marks + first, left < SQUARE * AT_ONCE ? left : SQUARE * AT_ONCE, held);
    }
}

/* Whether some world has a machine in a state. */
bool outlive_entered(const Worlds *worlds, const uint64_t *planes, uint32_t plane, uint32_t width, uint32_t state) {
    const Asked asked = {plane, width, 0, 0};
    uint64_t length = length_of(worlds), whole = worlds->list.known / SQUARE, rest = worlds->list.known % SQUARE;
    for (uint64_t at = 0; at < length; at += AT_ONCE) {
        uint64_t in[AT_ONCE], some = 0;
        find_state(planes + at, length, &asked, state, in);
        for (uint64_t word = 0; word < AT_ONCE; word++) {
            /* Behind the last world nothing counts. */
            uint64_t there = at + word < whole ? ~UINT64_C(0) : at + word > whole ? 0 : (UINT64_C(1) << rest) - 1;
            some |= in[word] & there;
        }
        if (some) return true;
    }
    return false;
}
