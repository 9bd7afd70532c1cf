#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What is asked of the libraries for pictures, without their types: headers first, pixels only for who asked for them.
// Every function takes untrusted bytes, and none keeps them. `false` and 0 mean that the data is not right.

/// What a header says. `channels`: 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha.
typedef struct {
    uint32_t width, height;
    uint32_t channels;
    bool is_animated;
} countersign_picture;

/// PNG (ISO/IEC 15948).
bool countersign_png_header(const uint8_t *bytes, size_t count, countersign_picture *found);
/// Hands over every row, from the top: eight bits a channel, sRGB. Of an interlaced picture, whose rows come in several
/// times, none.
bool countersign_png_rows(
    const uint8_t *bytes, size_t count, uint32_t channels,
    void (*take)(void *context, const uint8_t *row), void *context);
/// How many bytes were written; 0 where `capacity` does not hold them.
size_t countersign_png_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, uint8_t *written, size_t capacity);

/// JPEG (ITU-T T.81). `channels` is 0 for colours that are not decoded (CMYK).
bool countersign_jpeg_header(const uint8_t *bytes, size_t count, countersign_picture *found);
/// The smallest size, of those that the decoder makes at no further cost, that is at least `least_width` wide.
void countersign_jpeg_scaled(uint32_t *width, uint32_t *height, uint32_t least_width);
/// At a size of `countersign_jpeg_scaled`.
bool countersign_jpeg_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint32_t channels, uint8_t *pixels);
/// As for PNG. One or three channels.
size_t countersign_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, uint32_t channels, uint8_t *written, size_t capacity);
/// EXIF's tag "Orientation", 1 to 8; 1 where a file has none.
unsigned countersign_jpeg_orientation(const uint8_t *bytes, size_t count);

/// WebP (RFC 9649).
bool countersign_webp_header(const uint8_t *bytes, size_t count, countersign_picture *found);
