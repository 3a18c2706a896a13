/* Decides conditions in all worlds at once, 64 at a time: for each bit of a world a plane, a bit for each world.

   (Warren, "Hacker's Delight", 7-3: how a square of bits is transposed.) */

#include "halves.h"

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

typedef struct {
    const Worlds *worlds;
    const uint32_t *bases;
    uint64_t *planes;
} Planes;

static void write_planes(void *about, uint64_t begin, uint64_t end) {
    const Planes *all = about;
    const Worlds *worlds = all->worlds;
    uint32_t words = worlds->tables.words;
    uint64_t length = length_of(worlds), square[SQUARE];
    for (uint64_t at = begin; at < end; at++) {
        for (uint32_t word = 0; word < words; word++) {
            for (uint64_t row = 0; row < SQUARE; row++) {
                uint64_t place = at * SQUARE + row;
                square[row] = place < worlds->list.known ? world_at(worlds, place)[word] : 0;
            }
            transpose(square);
            for (uint32_t plane = all->bases[word]; plane < all->bases[word + 1]; plane++) {
                all->planes[plane * length + at] = square[plane - all->bases[word]];
            }
        }
    }
}

/* The planes of all worlds; `bases` are those of the lowest bits of each word, and their number; NULL if there is no
   memory. */
uint64_t *outlive_planes(const Worlds *worlds, const uint32_t *bases) {
    uint64_t length = length_of(worlds), bytes = (bases[worlds->tables.words] + 1) * length * sizeof(uint64_t);
    Planes all = {worlds, bases, malloc(bytes)};
    if (all.planes) {
        outlive_ask_for_huge_pages(all.planes, bytes);
        outlive_halve(worlds, length, AT_ONCE, write_planes, &all);
    }
    return all.planes;
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

/* Whether some machines all are where they are asked to be; the answer is either marks or the first place. */
typedef struct {
    const Worlds *worlds;
    const uint64_t *planes;
    uint32_t count;
    const Asked *asked;
    const uint32_t *states;
    uint8_t *marks;
    _Atomic uint64_t first;
} Question;

/* Which of AT_ONCE words of worlds hold; whether one does. */
static bool ask(const Question *question, uint64_t length, uint64_t at, uint64_t *held) {
    uint64_t first = at * SQUARE, known = question->worlds->list.known;
    for (uint64_t word = 0; word < AT_ONCE; word++) {
        uint64_t before = first + word * SQUARE, left = before < known ? known - before : 0;
        held[word] = left < SQUARE ? (UINT64_C(1) << left) - 1 : ~UINT64_C(0);
    }
    bool some = true;
    for (uint32_t each = 0; some && each < question->count; each++) {
        some = keep_asked(question->planes + at, length, &question->asked[each], question->states, held);
    }
    return some;
}

static void mark(void *about, uint64_t begin, uint64_t end) {
    const Question *question = about;
    uint64_t length = length_of(question->worlds), known = question->worlds->list.known, held[AT_ONCE];
    for (uint64_t at = begin; at < end; at += AT_ONCE) {
        if (!ask(question, length, at, held)) continue;
        uint64_t first = at * SQUARE, count = known - first < SQUARE * AT_ONCE ? known - first : SQUARE * AT_ONCE;
        for (uint64_t world = 0; world < count; world++) {
            question->marks[first + world] |= held[world / SQUARE] >> world % SQUARE & 1;
        }
    }
}

static void find_first(void *about, uint64_t begin, uint64_t end) {
    Question *question = about;
    uint64_t length = length_of(question->worlds), held[AT_ONCE], first = question->first;
    for (uint64_t at = begin; at < end && at * SQUARE < first; at += AT_ONCE) {
        if (!ask(question, length, at, held)) continue;
        uint64_t word = 0;
        while (!held[word]) word++;
        uint64_t place = (at + word) * SQUARE + (uint64_t)__builtin_ctzll(held[word]);
        while (place < first && !atomic_compare_exchange_weak(&question->first, &first, place)) continue;
        return;
    }
}

/* Marks, besides those marked, the worlds in which some machines all are where they are asked to be. */
void outlive_hold(const Worlds *worlds, const uint64_t *planes, uint32_t count, const Asked *asked,
                  const uint32_t *states, uint8_t *marks) {
    Question question = {worlds, planes, count, asked, states, marks, 0};
    outlive_halve(worlds, length_of(worlds), AT_ONCE, mark, &question);
}

/* The first of these worlds, if it lies before `limit`; else the limit. */
uint64_t outlive_first(const Worlds *worlds, const uint64_t *planes, uint32_t count, const Asked *asked,
                       const uint32_t *states, uint64_t limit) {
    Question question = {worlds, planes, count, asked, states, NULL, limit};
    /* Much is found at once, before a second thread would have begun. */
    find_first(&question, 0, AT_ONCE);
    if (question.first == limit) outlive_halve(worlds, length_of(worlds), AT_ONCE, find_first, &question);
    return question.first;
}

/* Whether some world has a machine in a state. */
bool outlive_entered(const Worlds *worlds, const uint64_t *planes, uint32_t plane, uint32_t width, uint32_t state) {
    const Asked asked = {plane, width, 0, 1};
    return outlive_first(worlds, planes, 1, &asked, &state, UINT64_MAX) != UINT64_MAX;
}
