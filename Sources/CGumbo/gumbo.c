#include "CGumbo.h"
#include <setjmp.h>
#include <stdlib.h>

typedef struct chunk {
    struct chunk *next;
    size_t used, capacity;
} chunk;

struct countersign_gumbo {
    chunk *chunks;
    size_t left;
    jmp_buf full;
    const GumboNode *root;
};

static const size_t smallest_chunk = 16 << 10, largest_chunk = 1 << 20;

// Gumbo does not look whether it got any memory, and has no other way out of parsing.
static void *allocate(void *userdata, size_t size) {
    countersign_gumbo *parsed = userdata;
    size = (size + 15) / 16 * 16;
    if (size > parsed->left) longjmp(parsed->full, 1);
    chunk *last = parsed->chunks;
    if (last == NULL || size > last->capacity - last->used) {
        size_t capacity = last == NULL ? smallest_chunk : last->capacity * 2;
        if (capacity > largest_chunk) capacity = largest_chunk;
        if (capacity < size) capacity = size;
        // The header takes a multiple of 16 bytes, so that what follows is aligned.
        chunk *new = malloc((sizeof(chunk) + 15) / 16 * 16 + capacity);
        if (new == NULL) longjmp(parsed->full, 1);
        *new = (chunk){.next = last, .used = 0, .capacity = capacity};
        parsed->chunks = last = new;
    }
    void *found = (char *)last + (sizeof(chunk) + 15) / 16 * 16 + last->used;
    last->used += size;
    parsed->left -= size;
    return found;
}

static void deallocate(void *userdata, void *memory) {}

countersign_gumbo *countersign_gumbo_parse(const char *text, size_t length, bool is_fragment, size_t limit) {
    countersign_gumbo *parsed = calloc(1, sizeof *parsed);
    if (parsed == NULL) return NULL;
    parsed->left = limit;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = parsed;
    // Whoever sets a limit beyond which errors are not kept gets the name of a second attribute of one name, where it has
    // no value, before the name of the next attribute.
    options.max_errors = -1;
    options.fragment_context = is_fragment ? GUMBO_TAG_DIV : GUMBO_TAG_LAST;
    if (setjmp(parsed->full) != 0) {
        countersign_gumbo_free(parsed);
        return NULL;
    }
    parsed->root = gumbo_parse_with_options(&options, text, length)->root;
    return parsed;
}

const GumboNode *countersign_gumbo_root(const countersign_gumbo *parsed) { return parsed->root; }

void countersign_gumbo_free(countersign_gumbo *parsed) {
    while (parsed->chunks != NULL) {
        chunk *next = parsed->chunks->next;
        free(parsed->chunks);
        parsed->chunks = next;
    }
    free(parsed);
}
