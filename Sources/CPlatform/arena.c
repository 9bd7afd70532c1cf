#include "CPlatform.h"
#include <stdlib.h>
#include <string.h>

// Every allocation has its size before it; both are multiples of 16 bytes.
typedef union block {
    struct { size_t size; union block *next; };
    char alignment[16];
} block;

static const size_t capacity = 4 << 20;
static char *region;
static size_t used;
static block *beyond; // what did not fit into the region

static block *take(size_t size) {
    size_t need = (size + 15) / 16 * 16 + sizeof(block);
    if (need < size) abort(); // as cmark does when there is no memory
    if (region == NULL && (region = calloc(1, capacity)) == NULL) abort();
    block *found;
    if (need <= capacity - used) {
        found = (block *)(region + used);
        used += need;
    } else {
        if ((found = calloc(1, need)) == NULL) abort();
        found->next = beyond;
        beyond = found;
    }
    found->size = size;
    return found;
}

void *countersign_arena_calloc(size_t count, size_t size) {
    if (size != 0 && count > (size_t)-1 / 2 / size) abort();
    return take(count * size) + 1;
}

void *countersign_arena_realloc(void *old, size_t size) {
    if (old == NULL) return take(size) + 1;
    size_t kept = ((block *)old - 1)->size;
    if (size <= kept) return old;
    return memcpy(take(size) + 1, old, kept);
}

void countersign_arena_free(void *memory) { (void)memory; }

void countersign_arena_reset(void) {
    if (used > 0) memset(region, 0, used);
    used = 0;
    while (beyond != NULL) {
        block *next = beyond->next;
        free(beyond);
        beyond = next;
    }
}
