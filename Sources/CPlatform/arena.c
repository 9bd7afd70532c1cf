#include "CPlatform.h"
#include <stdlib.h>
#include <string.h>

// Every allocation has its size before it; both are multiples of 16 bytes.
typedef union block {
    struct { size_t size; union block *next; };
    char alignment[16];
} block;

// AddressSanitizer is to notice what goes past an allocation, and what is used after it was let go: each is one of its own.
#ifndef __has_feature
#define __has_feature(name) 0
#endif
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
static const size_t capacity = 0, step = 1;
#else
#define ASAN_POISON_MEMORY_REGION(memory, size) (void)(memory)
static const size_t capacity = 4 << 20, step = 16;
#endif
static char *region;
static size_t used;
static block *beyond; // what did not fit into the region

static block *take(size_t size) {
    size_t need = (size + step - 1) / step * step + sizeof(block);
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
    void *new = memcpy(take(size) + 1, old, kept);
    countersign_arena_free(old);
    return new;
}

void countersign_arena_free(void *memory) {
    if (memory != NULL) ASAN_POISON_MEMORY_REGION(memory, ((block *)memory - 1)->size);
}

void countersign_arena_reset(void) {
    if (used > 0) memset(region, 0, used);
    used = 0;
    while (beyond != NULL) {
        block *next = beyond->next;
        free(beyond);
        beyond = next;
    }
}
