#include <gumbo.h>
#include <stddef.h>

/// A parsed text and all the memory that it takes.
typedef struct countersign_gumbo countersign_gumbo;

/// Parses UTF-8 as a document, or as what stands inside a `div`. NULL when that would take more than `limit` bytes of
/// memory: misnested formatting elements are copied into every paragraph, so a few kilobytes can ask for gigabytes.
/// `text` must outlive the result.
countersign_gumbo *countersign_gumbo_parse(const char *text, size_t length, bool is_fragment, size_t limit);

/// The element `html`, which holds what was parsed.
const GumboNode *countersign_gumbo_root(const countersign_gumbo *parsed);

/// Lets everything go at once: gumbo's own way recurses as deep as the elements lie.
void countersign_gumbo_free(countersign_gumbo *parsed);
